#include "scheduling/handlers/handlers.h"
#include "scheduling/store/programmes.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::AddProgrammeResponse> add_programme(Transaction& tx, const v1::AddProgrammeRequest& request) {
  Programme programme = from_proto(request);
  TRY(known, tx.find<Programme>(programme.id));
  TRY(events, decide(known, programme));
  if (!events.empty()) tx.save(std::move(programme));
  tx.emit(events);
  return v1::AddProgrammeResponse();
}

}  // namespace opora::scheduling
