// What the log tells of groups that were changed, read with the rulebook at hand.
#include <algorithm>

#include "simulation/ledger.h"

namespace opora::simulation {
namespace {

namespace v1 = registration::v1;

constexpr const char* kLiveGroup = "Only a group that is there is changed, and its changes are numbered upwards.";
constexpr const char* kMoreOnlyIfFree = "More people of a group get seats only while nobody waits.";
constexpr const char* kMoreOvertakeNobody = "A waiting group gets larger only while nobody waits behind it.";
constexpr const char* kWithinRoom = "No group has more people than its session has seats, nor fewer than are named.";
constexpr const char* kPartFirst = "A group gets fewer people only while none of it wait as a part behind it.";
constexpr const char* kFreed = "A change frees the seats that a group had more before.";
constexpr const char* kOneForOne = "Somebody comes in the place of one who is in the group.";
constexpr const char* kOnlyMembersLeave = "Who leaves a group was in it, and somebody is left.";
constexpr const char* kPartOfWhole = "More people wait as a part of a group of their session and organisation.";
constexpr const char* kNobodyCame = "A group is cancelled before its session is over, and while nobody of it came.";
constexpr const char* kPassesTheHead =
    "A group passes others over, with a reason, before the start and into seats that the first can't use.";

std::string name_of(const std::string& group) { return "group " + group; }

}  // namespace

template <class Event>
ToldGroup* Ledger::begin_change(const Event& event) {
  const auto found = groups_.find(event.group_id());
  const bool is_there = found != groups_.end() && !found->second.cancelled;
  verdict_.expect(is_there && event.change_number() > found->second.change_number, kLiveGroup,
                  name_of(event.group_id()));
  if (!is_there) return nullptr;
  found->second.change_number = event.change_number();
  return &found->second;
}

void Ledger::read(const v1::GroupHeadCountChanged& event, Instant time) {
  ToldSession& session = sessions_[event.session_id()];
  no_seat_stays_free(session);
  ToldGroup* group = begin_change(event);
  if (group == nullptr) return;
  const std::string name = name_of(event.group_id());
  const int more = event.head_count() - group->head_count;
  if (more > 0 && group->confirmed) verdict_.expect(session.waiting.empty(), kMoreOnlyIfFree, name);
  if (more > 0 && !group->confirmed)
    verdict_.expect(!session.waiting.empty() && session.waiting.back() == event.group_id(), kMoreOvertakeNobody, name);
  verdict_.expect((more <= 0 || event.head_count() <= session.capacity_max) &&
                      event.head_count() >= static_cast<int>(group->members.size()) && event.head_count() > 0,
                  kWithinRoom, name);
  if (more < 0) expect_no_part_behind(event.group_id(), *group, session);
  verdict_.expect(event.freed_count() == (group->confirmed ? std::max(0, -more) : 0), kFreed, name);
  if (group->confirmed) take_seats(session, more, event.group_id());
  if (more < 0) session.has_freed = time.us < session.facts.starts_at_us();
  group->head_count = event.head_count();
  group->head_counts.insert(event.head_count());
}

void Ledger::expect_no_part_behind(const std::string& id, const ToldGroup& group, const ToldSession& session) {
  const std::string& whole = group.part_of.empty() ? id : group.part_of;
  auto behind = std::ranges::find(session.waiting, id);
  // Who has seats came before all who wait, unless the waitlist was passed over.
  if (behind == session.waiting.end() && !group.passed_over) behind = session.waiting.begin();
  const bool waits = std::any_of(behind, session.waiting.end(), [&](const std::string& each) {
    const auto found = groups_.find(each);
    return each != id && found != groups_.end() && found->second.part_of == whole;
  });
  verdict_.expect(!waits, kPartFirst, name_of(id));
}

// Whoever has come stays with their group: nobody vanishes with one that is cancelled.
void Ledger::expect_nobody_came(const std::string& id, const ToldGroup& group, const ToldSession& session,
                                Instant time) {
  const bool has_come = std::ranges::any_of(group.members, [&](const std::string& member) {
    const auto found = attendances_.find({group.session, member});
    return found != attendances_.end() && found->second.counts;
  });
  const auto counted = session.unnamed.find(group.organisation);
  const bool is_counted = group.confirmed && counted != session.unnamed.end() && counted->second.count > 0;
  constexpr std::int64_t kOverAfter = 12 * 3'600'000'000LL;
  verdict_.expect(!has_come && !is_counted && time.us < session.starts_max_us + kOverAfter, kNobodyCame, name_of(id));
}

void Ledger::read(const v1::GroupMemberSubstituted& event) {
  ToldGroup* group = begin_change(event);
  if (group == nullptr) return;
  verdict_.expect(group->members.contains(event.person_id()) && !group->members.contains(event.substitute_person_id()),
                  kOneForOne, name_of(event.group_id()));
  trace_.met("a substitution");
  group->members.erase(event.person_id());
  group->left.insert(event.person_id());
  group->substitutions.emplace(event.person_id(), event.substitute_person_id());
  group->members.insert(event.substitute_person_id());
  group->ever.insert(event.substitute_person_id());
  named_.insert(event.substitute_person_id());
  expect_in_one_group(event.group_id(), event.substitute_person_id());
}

void Ledger::read(const v1::GroupMembersCancelled& event, Instant time) {
  ToldSession& session = sessions_[event.session_id()];
  no_seat_stays_free(session);
  ToldGroup* group = begin_change(event);
  if (group == nullptr) return;
  const std::string name = name_of(event.group_id());
  const bool are_in_it = std::ranges::all_of(
      event.person_ids(), [&](const std::string& person) { return group->members.contains(person); });
  for (const std::string& person : event.person_ids()) {
    group->members.erase(person);
    group->left.insert(person);
  }
  const int fewer = group->head_count - event.head_count();
  verdict_.expect(are_in_it && event.head_count() > 0 && fewer >= std::max(1, event.person_ids_size()) &&
                      event.head_count() >= static_cast<int>(group->members.size()),
                  kOnlyMembersLeave, name);
  verdict_.expect(event.freed_count() == (group->confirmed ? fewer : 0), kFreed, name);
  session.confirmed_count -= event.freed_count();
  session.has_freed = time.us < session.facts.starts_at_us();
  group->head_count = event.head_count();
}

void Ledger::note_part(const v1::GroupWaitlisted& event) {
  if (event.part_of_group_id().empty()) return;
  trace_.met("more people who wait by themselves");
  const auto whole = groups_.find(event.part_of_group_id());
  verdict_.expect(whole != groups_.end() && whole->second.session == event.session_id() &&
                      whole->second.organisation == event.organisation_id() && whole->second.part_of.empty() &&
                      event.person_ids().empty(),
                  kPartOfWhole, name_of(event.group_id()));
  groups_[event.group_id()].part_of = event.part_of_group_id();
}

void Ledger::note_pass(const v1::GroupConfirmed& event, Instant time) {
  ToldSession& session = sessions_[event.session_id()];
  no_seat_stays_free(session);
  trace_.met("a waitlist that a coordinator passes over");
  const bool waits = std::ranges::count(session.waiting, event.group_id()) == 1;
  const bool is_head = waits && session.waiting.front() == event.group_id();
  const int free_count = session.facts.capacity() - session.confirmed_count;
  const auto head_fits = [&] { return groups_.at(session.waiting.front()).head_count <= free_count; };
  verdict_.expect(waits && !is_head && (session.is_changed || !head_fits()) && time.us < session.starts_max_us &&
                      event.reason() != v1::GROUP_CHANGE_REASON_UNSPECIFIED,
                  kPassesTheHead, name_of(event.group_id()));
  std::erase(session.waiting, event.group_id());
  ToldGroup& group = groups_[event.group_id()];
  group.passed_over = true;
  group.change_number = event.change_number();
}

bool Ledger::has_left_one(const std::string& session, const std::string& person) const {
  return std::ranges::any_of(groups_, [&](const auto& each) {
    return each.second.session == session && each.second.left.contains(person);
  });
}

}  // namespace opora::simulation
