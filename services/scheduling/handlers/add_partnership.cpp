#include "platform/lane/gather.h"
#include "scheduling/handlers/handlers.h"
#include "scheduling/store/programmes.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::AddPartnershipResponse> add_partnership(Transaction& tx, const v1::AddPartnershipRequest& request) {
  Partnership partnership = from_proto(request);
  TRY(found, gather(tx, one<Project>(partnership.project), maybe<Partnership>(partnership.id)));
  auto& [project, known] = found;
  TRY(events, decide(known, partnership));
  if (!events.empty()) tx.save(std::move(partnership));
  tx.emit(events);
  return v1::AddPartnershipResponse();
}

}  // namespace opora::scheduling
