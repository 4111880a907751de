#include "feedback/domain/eligible.h"

#include <algorithm>
#include <string>

namespace opora::feedback {
namespace {

constexpr std::int64_t kReserveMin = 5;
constexpr std::int64_t kReserveOneIn = 5;

std::set<PersonId> everybody(const CountedBySession& sessions) {
  std::set<PersonId> people;
  for (const auto& [session, counted] : sessions) people.insert(counted.people.begin(), counted.people.end());
  return people;
}

std::int64_t unnamed(const CountedBySession& sessions) {
  std::int64_t count = 0;
  for (const auto& [session, counted] : sessions) count += counted.unnamed;
  return count;
}

}  // namespace

CountedBySession registered(const std::vector<GroupThen>& groups, const std::vector<MemberThen>& members) {
  std::map<GroupId, std::set<PersonId>> people_of;
  std::map<GroupId, std::int64_t> named_in;
  for (const MemberThen& member : members) {
    people_of[member.group].insert(member.person);
    ++named_in[member.group];
  }
  CountedBySession sessions;
  for (const GroupThen& group : groups) {
    if (group.standing != Standing::confirmed) continue;
    Counted& there = sessions[group.session];
    const std::set<PersonId>& people = people_of[group.group];
    there.people.insert(people.begin(), people.end());
    there.unnamed += std::max<std::int64_t>(0, group.head_count - named_in[group.group]);
  }
  return sessions;
}

Eligible eligible_of(const CountedBySession& sessions) {
  const auto known = static_cast<std::int64_t>(everybody(sessions).size());
  Eligible eligible{known, known + unnamed(sessions)};
  for (const auto& [session, counted] : sessions)
    eligible.at_least =
        std::max(eligible.at_least, static_cast<std::int64_t>(counted.people.size()) + counted.unnamed);
  return eligible;
}

bool is_same_life(const Heard& then, const Heard& now) {
  const auto goes_on = [](const std::string& epoch, const std::string& now_epoch) {
    return epoch.empty() || epoch == now_epoch;
  };
  return goes_on(then.scheduling_epoch, now.scheduling_epoch) &&
         goes_on(then.registration_epoch, now.registration_epoch);
}

std::int64_t late_count(const CountedBySession& then, const CountedBySession& now) {
  const std::set<PersonId> known = everybody(then);
  std::int64_t late = std::max<std::int64_t>(0, unnamed(now) - unnamed(then));
  for (const PersonId& person : everybody(now))
    if (!known.contains(person)) ++late;
  return late;
}

std::int64_t sheets_for(std::int64_t expected) {
  return expected + std::max(kReserveMin, (expected + kReserveOneIn - 1) / kReserveOneIn);
}

}  // namespace opora::feedback
