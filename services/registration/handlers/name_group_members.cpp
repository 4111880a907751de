// Names people of a group who were counted only.
#include "registration/domain/name_group_members.h"

#include "platform/lane/gather.h"
#include "registration/handlers/handlers.h"
#include "registration/store/attendee.h"
#include "registration/store/group.h"
#include "registration/store/person.h"
#include "registration/store/roster.h"
#include "registration/store/same_people.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

void save(Transaction& tx, const Group& group, GroupNaming naming) {
  tx.emit(naming.events);
  for (Person& person : naming.newcomers) tx.save(std::move(person));
  for (const Event& event : naming.events)
    if (const auto* named = std::get_if<GroupMembersNamed>(&event))
      for (const PersonId& person : named->people) tx.save(Attendee{group.session, person, group.id});
  if (!naming.events.empty()) tx.save(group);
}

}  // namespace

Result<v1::NameGroupMembersResponse> name_group_members(Transaction& tx, const v1::NameGroupMembersRequest& request) {
  const std::vector<Mention> members = mentions_in(request.members());
  const std::vector<PersonId> people = people_of(members);
  TRY(found, gather(tx, one<Group>({request.group_id()}), all<Person>(people), all<Career>(people)));
  auto& [group, known, careers] = found;
  TRY(placements, placements_of(tx, group.session, people));
  TRY(same, add_others(tx, known, people, group.session, careers, placements));

  const NameGroupMembersFacts facts{group, std::move(known), std::move(careers), std::move(placements),
                                    std::move(same)};
  Strangers told;
  auto naming = decide(facts, members, told);
  tx.tells_of(told.named_rightly, told.named_wrongly > 0);
  TRY(decided, std::move(naming));
  group = fold(std::move(group), decided.events);
  save(tx, group, std::move(decided));

  v1::NameGroupMembersResponse response;
  response.set_named_count(group.named_count);
  response.set_head_count(group.head_count);
  return response;
}

}  // namespace opora::registration
