#include "scheduling/domain/rename_thing.h"

#include "scheduling/handlers/correct.h"
#include "scheduling/handlers/handlers.h"
#include "scheduling/store/places.h"
#include "scheduling/store/programmes.h"
#include "scheduling/store/rounds.h"
#include "scheduling/store/sessions.h"
#include "scheduling/wire.h"

namespace opora::scheduling {
namespace {

template <class Thing>
Result<void> rename(Transaction& tx, const RenameThing& command) {
  TRY(thing, tx.load<Thing>({command.id}));
  TRY(events, decide(thing.name, command));
  if (events.empty()) return {};
  thing.name = command.name;
  tx.save(std::move(thing));
  record_correction(tx, CorrectionKind::renamed, command.id, command.reason);
  tx.emit(events);
  return {};
}

Result<void> rename_session(Transaction& tx, const RenameThing& command) {
  TRY(session, tx.load<Session>({command.id}));
  TRY(corrected, decide(session, command));
  keep(tx, std::move(corrected), CorrectionKind::renamed, command.reason);
  return {};
}

Result<void> rename_any(Transaction& tx, const RenameThing& command) {
  switch (command.kind) {
    case NamedThing::country: return rename<Country>(tx, command);
    case NamedThing::region: return rename<Region>(tx, command);
    case NamedThing::site: return rename<Site>(tx, command);
    case NamedThing::venue: return rename<Venue>(tx, command);
    case NamedThing::room: return rename<Room>(tx, command);
    case NamedThing::programme: return rename<Programme>(tx, command);
    case NamedThing::project: return rename<Project>(tx, command);
    case NamedThing::round: return rename<Round>(tx, command);
    case NamedThing::session: return rename_session(tx, command);
  }
  return {};  // a kind that isn't one is malformed, and refused before
}

}  // namespace

Result<v1::RenameThingResponse> rename_thing(Transaction& tx, const v1::RenameThingRequest& request) {
  TRY_DO(rename_any(tx, from_proto(request)));
  return v1::RenameThingResponse();
}

}  // namespace opora::scheduling
