// Checks rosters, groups and attendances against each other and against the plan.
#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <utility>
#include <vector>

#include "opora/round_folder/check_parts.h"
#include "opora/round_folder/look_alike.h"
#include "platform/dates/dates.h"
#include "platform/dates/time_zone.h"
#include "platform/text/typed_text.h"

namespace opora::round_folder {
namespace {

// One person has one name, whatever they work as in each place: their other rows say the same.
void check_same_person(const RosterRow& member, const RosterRow& first, Defects& defects) {
  if (same_folded(first.name, member.name)) return;
  std::vector<Said> said{{"other_name", {{"line", std::to_string(first.line)}, {"name", first.name}}}};
  if (auto unlike = unlike_letters(member.name, first.name)) said.push_back(*std::move(unlike));
  said.emplace_back("one_person_or_two");
  defects.add({"people.csv", member.line, "name", "DIFFERENT_PERSON", std::move(said)});
}

// At one organisation since one day somebody works as one thing, and so does who is on no roster.
void check_same_job(const RosterRow& member, const RosterRow& other, Defects& defects) {
  const bool is_same = other.organisation == member.organisation && other.from_date == member.from_date;
  if (!is_same || other.occupation == member.occupation) return;
  defects.add("people.csv", member.line, "occupation", "DIFFERENT_PERSON",
              {"other_occupation", {{"line", std::to_string(other.line)}}});
}

// A programme's own key is the list's earlier name, whose people the list takes over: the same key of both is one
// person, who would be given two ids.
void check_earlier_list(const RosterRow& member, const RoundFolder& folder, const Index& index, Defects& defects) {
  if (folder.programmes.empty() || folder.programmes[0].list == folder.programmes[0].key) return;
  const std::string earlier = folder.programmes[0].key + "/";
  if (!member.key.starts_with(earlier)) return;
  const std::string own = member.key.substr(earlier.size());
  if (const RosterRow* same = find(index.people, own))
    defects.add("people.csv", member.line, "key", "KEY_OF_TWO_PEOPLE",
                {"key_of_earlier_list", {{"line", std::to_string(same->line)}, {"own", own}, {"key", member.key}}});
}

void check_rosters(const RoundFolder& folder, const Index& index, Defects& defects) {
  std::map<std::tuple<std::string_view, std::string_view, std::string_view>, const RosterRow*> further;
  for (const RosterRow& member : folder.people) {
    refer(index.organisations, member.organisation,
          {"people.csv", member.line, "organisation", "UNKNOWN_ORGANISATION", "unknown_organisation"}, defects);
    if (!member.sound) continue;
    const RosterRow* first = find(index.people, member.key);
    if (first == &member) check_earlier_list(member, folder, index, defects);
    if (!first->sound || first == &member) continue;
    check_same_person(member, *first, defects);
    check_same_job(member, *first, defects);
    const auto [same, is_new] = further.try_emplace({member.key, member.organisation, member.from_date}, &member);
    if (!is_new) check_same_job(member, *same->second, defects);
  }
}

void check_members(const Group& group, const Index& index, Defects& defects) {
  for (const std::string& member : group.members)
    refer(index.people, member, {"groups.csv", group.line, "members", "UNKNOWN_PERSON", "unknown_person"}, defects);
}

// Nobody registers for what nobody has been told of.
void check_published(const Session* session, const char* file, const Source& from, Defects& defects) {
  if (session == nullptr || session->published) return;
  defects.add(file, from.line, "session", "SESSION_NOT_PUBLISHED",
              {"session_not_published", {{"line", std::to_string(session->line)}}});
}

void check_group(const Group& group, const Index& index, Defects& defects) {
  const Session* session = refer(index.sessions, group.session,
                                 {"groups.csv", group.line, "session", "UNKNOWN_SESSION", "unknown_session"}, defects);
  refer(index.organisations, group.organisation,
        {"groups.csv", group.line, "organisation", "UNKNOWN_ORGANISATION", "unknown_organisation"}, defects);
  check_published(session, "groups.csv", group, defects);
  check_members(group, index, defects);
}

void check_cancellations(const RoundFolder& folder, const Index& index, Defects& defects) {
  std::unordered_set<std::string_view> seen;
  for (const Cancellation& cancellation : folder.cancellations) {
    refer(index.groups, cancellation.group,
          {"cancellations.csv", cancellation.line, "group", "UNKNOWN_GROUP", "unknown_group"}, defects);
    if (cancellation.sound && !seen.insert(cancellation.group).second) {
      defects.add("cancellations.csv", cancellation.line, "group", "ROW_TWICE", {"row_twice"});
    }
  }
}

// The platform keeps and flags any time that a device at a door may have; in a list that people typed, a time this far
// away is a slip of the finger.
constexpr std::chrono::days kFarFromSession{30};

// The same scan twice, as two lists of one door give it, is one: the platform knows it by its id.
void check_attendances(const RoundFolder& folder, const Index& index, Defects& defects) {
  for (const Attendance& attendance : folder.attendances) {
    const Session* session =
        refer(index.sessions, attendance.session,
              {"attendances.csv", attendance.line, "session", "UNKNOWN_SESSION", "unknown_session"}, defects);
    refer(index.people, attendance.person,
          {"attendances.csv", attendance.line, "person", "UNKNOWN_PERSON", "unknown_person"}, defects);
    check_published(session, "attendances.csv", attendance, defects);
    if (!attendance.sound) continue;
    const bool is_dated = session != nullptr && session->sound;
    if (is_dated && std::chrono::abs(attendance.scanned_at - session->start) > kFarFromSession) {
      defects.add("attendances.csv", attendance.line, "scanned_at", "SCAN_FAR_FROM_SESSION",
                  {"scan_far_from_session", {{"start", opora::to_text(session->start)}}});
      continue;
    }
    const std::string zone = session != nullptr ? time_zone_of(index, session->room) : std::string();
    if (!zone.empty() && !instant_of(attendance.scanned_at, zone)) {
      defects.add("attendances.csv", attendance.line, "scanned_at", "LOCAL_TIME_SKIPPED", {"local_time_skipped"});
    }
  }
}

}  // namespace

void check_people(const RoundFolder& folder, const Index& index, Defects& defects) {
  check_rosters(folder, index, defects);
  check_keys(folder.groups, "groups.csv", defects);
  for (const Group& group : folder.groups) check_group(group, index, defects);
  check_cancellations(folder, index, defects);
  check_attendances(folder, index, defects);
}

}  // namespace opora::round_folder
