// Checks rosters, groups and attendances against each other and against the plan.
#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <unordered_set>
#include <utility>
#include <vector>

#include "opora/round_folder/check_parts.h"
#include "platform/dates/time_zone.h"
#include "platform/text/typed_text.h"

namespace opora::round_folder {
namespace {

constexpr std::size_t kMembersMax = 200;

bool overlap(const RosterRow& a, const RosterRow& b) {
  const bool a_ended_before = !a.until_date.empty() && a.until_date < b.from_date;
  const bool b_ended_before = !b.until_date.empty() && b.until_date < a.from_date;
  return !a_ended_before && !b_ended_before;
}

void check_rosters(const RoundFolder& folder, const Index& index, Defects& defects) {
  std::map<std::pair<std::string_view, std::string_view>, std::vector<const RosterRow*>> seen;
  for (const RosterRow& member : folder.people) {
    refer(index.organisations, member.organisation, "people.csv", member, defects, "UNKNOWN_ORGANISATION",
          "No organisation has the key in \"organisation\": add it or correct the key.");
    if (!member.sound) continue;
    const RosterRow* first = find(index.people, member.key);
    if (first->sound && (!same_folded(first->name, member.name) || first->occupation != member.occupation)) {
      defects.add("people.csv", member.line, "DIFFERENT_PERSON",
                  "Line " + std::to_string(first->line) +
                      " gives this key another name or occupation: use one key for one person.");
      continue;
    }
    std::vector<const RosterRow*>& earlier = seen[{member.key, member.organisation}];
    if (std::any_of(earlier.begin(), earlier.end(), [&](const RosterRow* row) { return overlap(*row, member); })) {
      defects.add("people.csv", member.line, "ALREADY_ON_ROSTER",
                  "An earlier line names this person there at the same time: correct the dates or remove one.");
    }
    earlier.push_back(&member);
  }
}

void check_members(const Group& group, const Index& index, Defects& defects) {
  std::unordered_set<std::string_view> seen;
  for (const std::string& member : group.members) {
    refer(index.people, member, "groups.csv", group, defects, "UNKNOWN_PERSON",
          "No person has a key in \"members\": add them to people.csv or correct the key.");
    if (!seen.insert(member).second) {
      defects.add("groups.csv", group.line, "NAMED_TWICE", "A person stands twice in \"members\": remove one.");
    }
  }
  if (!group.sound) return;
  if (group.members.size() > static_cast<std::size_t>(group.head_count)) {
    defects.add("groups.csv", group.line, "MORE_NAMES_THAN_SEATS",
                "More people are named than \"head_count\" says: raise it or remove names.");
  } else if (group.members.size() > kMembersMax) {
    defects.add("groups.csv", group.line, "TOO_MANY_NAMES", "A group names at most 200 people: split it.");
  }
}

// Nobody registers for what nobody has been told of.
void check_published(const Session* session, const char* file, const Source& from, Defects& defects) {
  if (session == nullptr || session->published) return;
  defects.add(file, from.line, "SESSION_NOT_PUBLISHED",
              "Line " + std::to_string(session->line) +
                  " of sessions.csv says no in \"published\": write yes there, or leave this row out until then.");
}

void check_group(const Group& group, const Index& index, Defects& defects) {
  const Session* session = refer(index.sessions, group.session, "groups.csv", group, defects, "UNKNOWN_SESSION",
                                 "No session has the key in \"session\": correct it.");
  refer(index.organisations, group.organisation, "groups.csv", group, defects, "UNKNOWN_ORGANISATION",
        "No organisation has the key in \"organisation\": add it or correct the key.");
  check_published(session, "groups.csv", group, defects);
  check_members(group, index, defects);
  if (session != nullptr && session->sound && group.sound && group.head_count > session->capacity) {
    defects.add(
        "groups.csv", group.line, "GROUP_LARGER_THAN_ROOM",
        "The session takes " + std::to_string(session->capacity) + " people: the group can never come as a whole.");
  }
}

void check_cancellations(const RoundFolder& folder, const Index& index, Defects& defects) {
  std::unordered_set<std::string_view> seen;
  for (const Cancellation& cancellation : folder.cancellations) {
    refer(index.groups, cancellation.group, "cancellations.csv", cancellation, defects, "UNKNOWN_GROUP",
          "No group has the key in \"group\": correct it.");
    if (cancellation.sound && !seen.insert(cancellation.group).second) {
      defects.add("cancellations.csv", cancellation.line, "ROW_TWICE",
                  "An earlier line cancels this group: remove one.");
    }
  }
}

// With whom somebody came must be clear: nobody is in two groups of one session, cancelled ones apart.
void check_one_group_each(const RoundFolder& folder, Defects& defects) {
  std::unordered_set<std::string_view> cancelled;
  for (const Cancellation& cancellation : folder.cancellations) cancelled.insert(cancellation.group);
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const Group& group : folder.groups) {
    if (!group.sound || cancelled.contains(group.key)) continue;
    const std::set<std::string_view> members(group.members.begin(), group.members.end());
    for (const std::string_view member : members) {
      if (!seen.emplace(group.session, member).second) {
        defects.add("groups.csv", group.line, "IN_TWO_GROUPS",
                    "A person is in another group of the session too: leave them in one.");
      }
    }
  }
}

// The platform keeps and flags any time that a device at a door may have; in a list that people typed, a time this far
// away is a slip of the finger.
constexpr std::chrono::days kFarFromSession{30};

// The same scan twice, as two lists of one door give it, is one: the platform knows it by its id.
void check_attendances(const RoundFolder& folder, const Index& index, Defects& defects) {
  for (const Attendance& attendance : folder.attendances) {
    const Session* session = refer(index.sessions, attendance.session, "attendances.csv", attendance, defects,
                                   "UNKNOWN_SESSION", "No session has the key in \"session\": correct it.");
    refer(index.people, attendance.person, "attendances.csv", attendance, defects, "UNKNOWN_PERSON",
          "No person has the key in \"person\": add them to people.csv or correct the key.");
    check_published(session, "attendances.csv", attendance, defects);
    if (!attendance.sound) continue;
    const bool is_dated = session != nullptr && session->sound;
    if (is_dated && std::chrono::abs(attendance.scanned_at - session->start) > kFarFromSession) {
      defects.add("attendances.csv", attendance.line, "SCAN_FAR_FROM_SESSION",
                  "This is more than 30 days from the session's start: correct the date, or the session.");
      continue;
    }
    const std::string zone = session != nullptr ? time_zone_of(index, session->room) : std::string();
    if (!zone.empty() && !instant_of(attendance.scanned_at, zone)) {
      defects.add("attendances.csv", attendance.line, "LOCAL_TIME_SKIPPED",
                  "The clocks at the site jump over that time: correct it.");
    }
  }
}

}  // namespace

void check_people(const RoundFolder& folder, const Index& index, Defects& defects) {
  check_rosters(folder, index, defects);
  check_keys(folder.groups, "groups.csv", defects);
  for (const Group& group : folder.groups) check_group(group, index, defects);
  check_cancellations(folder, index, defects);
  check_one_group_each(folder, defects);
  check_attendances(folder, index, defects);
}

}  // namespace opora::round_folder
