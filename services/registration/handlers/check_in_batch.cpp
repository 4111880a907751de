// Records the scans that were made at a door without network.
#include "registration/handlers/handlers.h"
#include "registration/handlers/record_scans.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::CheckInBatchResponse> check_in_batch(Transaction& tx, const v1::CheckInBatchRequest& request) {
  std::vector<Scan> scans;
  for (const v1::Scan& scan : request.scans()) scans.push_back(from_proto(scan));
  TRY(all_recorded, record_scans(tx, {request.session_id()}, scans));

  v1::CheckInBatchResponse response;
  for (int index = 0; index < request.scans_size(); ++index)
    to_proto(request.scans(index), all_recorded[static_cast<std::size_t>(index)], *response.add_results());
  return response;
}

}  // namespace opora::registration
