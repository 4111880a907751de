// Adds people to an organisation's roster: all of them or none.
#include "registration/domain/add_roster_members.h"

#include "platform/lane/gather.h"
#include "registration/handlers/handlers.h"
#include "registration/store/occupation_there.h"
#include "registration/store/organisation.h"
#include "registration/store/person.h"
#include "registration/store/roster.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::AddRosterMembersResponse> add_roster_members(Transaction& tx, const v1::AddRosterMembersRequest& request) {
  const AddRosterMembers command = from_proto(request);
  const std::vector<PersonId> people = people_of(mentions_of(command));
  TRY(found, gather(tx, one<Organisation>(command.organisation), all<Person>(people), all<Career>(people)));
  auto& [organisation, known, careers] = found;

  Strangers told;
  auto addition = decide({std::move(known), std::move(careers)}, command, told);
  tx.tells_of(told.named_rightly, told.named_wrongly > 0);
  TRY(decided, std::move(addition));
  tx.emit(decided.events);
  for (Person& person : decided.newcomers) tx.save(std::move(person));
  if (!decided.events.empty())
    for (Career& career : decided.careers) tx.save(std::move(career));
  for (OccupationThere& occupation : decided.occupations) tx.save(std::move(occupation));
  return v1::AddRosterMembersResponse();
}

}  // namespace opora::registration
