// Puts right what somebody is called or works as.
#include "registration/domain/correct_person.h"

#include "platform/lane/gather.h"
#include "registration/handlers/handlers.h"
#include "registration/scopes.h"
#include "registration/store/correction.h"
#include "registration/store/occupation_there.h"
#include "registration/store/organisation.h"
#include "registration/store/person.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

Correction record_of(const Transaction& tx, const CorrectPerson& command, const Person& before,
                     const CorrectedPerson& corrected) {
  const Person& after = corrected.person;
  return {.person = before.id,
          .number = after.corrections,
          .organisation = command.organisation,
          .by = tx.subject(),
          .at = tx.now(),
          .list = command.reason.list,
          .reason = kept_of(command.reason, before),
          .former_name = before.name == after.name ? "" : before.name,
          .former_occupation = corrected.former_occupation,
          .from_date = "",
          .former_until_date = ""};
}

}  // namespace

Result<v1::CorrectPersonResponse> correct_person(Transaction& tx, const v1::CorrectPersonRequest& request) {
  const CorrectPerson command = from_proto(request);
  TRY(found, gather(tx, one<Organisation>(command.organisation), maybe<Person>(command.person),
                    [&](Reader& reader) { return organisations_of(reader, command.person); },
                    [&](Reader& reader) { return occupations_at(reader, command.organisation, command.person); }));
  auto& [organisation, person, organisations, there] = found;
  const bool speaks_for_one = tx.is_held_to_scope() && tx.ids_of_caller(kRegionScope).empty();
  TRY(corrected, decide({person, std::move(organisations), speaks_for_one, std::move(there)}, command));

  tx.emit(corrected.events);
  if (!corrected.events.empty()) {
    tx.save(record_of(tx, command, *person, corrected));
    for (const OccupationThere& each : corrected.there) tx.save(each);
    tx.save(corrected.person);
  }
  v1::CorrectPersonResponse response;
  response.set_revision(revision_of(corrected.person));
  return response;
}

}  // namespace opora::registration
