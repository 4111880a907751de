// Names people of a group who were counted only.
#include <algorithm>

#include "registration/handlers/handlers.h"
#include "registration/introduce.h"
#include "registration/store/attendee.h"
#include "registration/store/group.h"
#include "registration/store/person.h"
#include "registration/store/roster.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

void save(Transaction& tx, const Group& group, std::vector<Person> added, const Events& events) {
  tx.emit(events);
  for (Person& person : added) tx.save(std::move(person));
  for (const Event& event : events)
    if (const auto* named = std::get_if<GroupMembersNamed>(&event))
      for (const PersonId& person : named->people) tx.save(Attendee{group.session, person, group.id});
  if (!events.empty()) tx.save(group);
}

std::vector<PersonId> in_group(const Group& group, const std::vector<Attendee>& present) {
  std::vector<PersonId> people;
  for (const Attendee& attendee : present)
    if (attendee.group == group.id) people.push_back(attendee.person);
  return people;
}

// Those who are not in the group yet: the others may be listed again by id.
std::vector<Mention> not_yet_in(std::vector<Mention> members, const std::vector<PersonId>& present) {
  std::erase_if(members, [&](const Mention& member) {
    return std::ranges::find(present, member.person) != present.end();
  });
  return members;
}

}  // namespace

Result<v1::NameGroupMembersResponse> name_group_members(Transaction& tx, const v1::NameGroupMembersRequest& request) {
  const std::vector<Mention> members = mentions_in(request.members());
  const std::vector<PersonId> people = people_of(members);
  auto found_people = tx.load_all<Person>(people);
  TRY(group, tx.load<Group>({request.group_id()}));
  TRY(placements, placements_of(tx, group.session, people));
  TRY(known, std::move(found_people));
  TRY(careers, tx.load_all<Career>(nameless(members)));

  TRY(events, decide_names(group, members, placements.attendees));
  const std::vector<PersonId> present = in_group(group, placements.attendees);
  TRY_DO(check_acquaintance(group.organisation, not_yet_in(members, present), known, careers));
  TRY(added, introduce(tx, group.organisation, members, known, present));
  TRY_DO(check_elsewhere(group.id, placements.groups));
  group = fold(std::move(group), events);
  save(tx, group, std::move(added), events);

  v1::NameGroupMembersResponse response;
  response.set_named_count(group.named_count);
  response.set_head_count(group.head_count);
  return response;
}

}  // namespace opora::registration
