#include "reporting/handlers/handlers.h"
#include "reporting/store/names.h"
#include "reporting/store/rounds.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_round_planned(Transaction& tx, const Received<scheduling::v1::RoundPlanned>& event) {
  TRY(round, from_event(event.body));
  // Told once more after it was renamed, it keeps its new name.
  TRY(former_name, tx.find<FormerName>({"round", round.id.value}));
  tx.save(std::move(round));
  if (!former_name) tx.save(round_name(event.body));
  for (RoundProject& part : round_projects(event.body)) tx.save(std::move(part));
  for (RoundRegion& held : round_regions(event.body)) tx.save(std::move(held));
  return {};
}

}  // namespace opora::reporting
