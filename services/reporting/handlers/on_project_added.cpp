#include "reporting/handlers/handlers.h"
#include "reporting/store/names.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_project_added(Transaction& tx, const Received<scheduling::v1::ProjectAdded>& event) {
  TRY(name, from_event(event.body));
  tx.save(std::move(name));
  return {};
}

}  // namespace opora::reporting
