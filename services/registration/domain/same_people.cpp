#include "registration/domain/same_people.h"

#include <algorithm>
#include <set>
#include <utility>

namespace opora::registration {

bool has_several_ids(const Person& person) { return !person.merged_into.empty() || person.merged_count > 0; }

PersonId kept_of(const Person& person) { return person.merged_into.empty() ? person.id : person.merged_into; }

void SamePeople::add(const PersonId& kept, std::span<const PersonId> merged) {
  std::vector<PersonId>& ids = ids_[kept];
  ids.assign(1, kept);
  ids.insert(ids.end(), merged.begin(), merged.end());
  for (const PersonId& id : ids) kept_[id] = kept;
}

PersonId SamePeople::kept_of(const PersonId& id) const {
  const auto found = kept_.find(id);
  return found == kept_.end() ? id : found->second;
}

bool SamePeople::are_one(const PersonId& one, const PersonId& other) const { return kept_of(one) == kept_of(other); }

std::vector<PersonId> SamePeople::ids_of(std::span<const PersonId> people) const {
  std::set<PersonId> all;
  for (const PersonId& person : people)
    if (const auto found = ids_.find(kept_of(person)); found != ids_.end())
      all.insert(found->second.begin(), found->second.end());
  return {all.begin(), all.end()};
}

std::vector<Career> joined(std::vector<Career> careers, const SamePeople& same, std::span<const PersonId> people) {
  if (same.empty()) return careers;
  std::vector<Career> all;
  for (const PersonId& person : people) {
    Career career{person, {}};
    for (const Career& each : careers)
      if (same.are_one(each.person, person))
        career.memberships.insert(career.memberships.end(), each.memberships.begin(), each.memberships.end());
    if (career.memberships.empty()) continue;
    std::ranges::sort(career.memberships, {}, [](const Membership& membership) {
      return std::pair(membership.from_date, membership.organisation);
    });
    all.push_back(std::move(career));
  }
  return all;
}

PersonId in_it_as(const PersonId& person, const GroupId& group, std::span<const Attendee> attendees,
                  const SamePeople& same) {
  const Attendee* in_it = nullptr;
  const Attendee* has_left = nullptr;
  for (const Attendee& each : attendees) {
    if (!same.are_one(each.person, person)) continue;
    if (each.person == person && (each.group == group || each.group.empty())) return person;
    if (each.group == group && in_it == nullptr) in_it = &each;
    if (each.group.empty() && has_left == nullptr) has_left = &each;
  }
  const Attendee* found = in_it != nullptr ? in_it : has_left;
  return found != nullptr ? found->person : person;
}

Result<void> check_listed_once(const SamePeople& same, std::span<const Mention> mentions) {
  if (same.empty()) return {};
  std::set<PersonId> listed;
  for (const Mention& mention : mentions)
    if (!listed.insert(same.kept_of(mention.person)).second)
      return refuse(Code::invalid, "NAMED_TWICE",
                    "Somebody is listed under two ids that are one person's. List everybody once.");
  return {};
}

}  // namespace opora::registration
