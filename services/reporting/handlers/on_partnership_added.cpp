#include "reporting/handlers/handlers.h"
#include "reporting/store/rounds.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_partnership_added(Transaction& tx, const Received<scheduling::v1::PartnershipAdded>& event) {
  TRY(partnership, from_event(event.body));
  tx.save(std::move(partnership));
  return {};
}

}  // namespace opora::reporting
