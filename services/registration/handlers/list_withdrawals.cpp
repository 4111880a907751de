// Lists what was given back: groups and people that were cancelled, and head counts that were lowered.
#include "platform/paging/page.h"
#include "registration/handlers/handlers.h"
#include "registration/store/group_change.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::ListWithdrawalsResponse> list_withdrawals(Snapshot& snapshot, const v1::ListWithdrawalsRequest& request) {
  const Instant since{request.since_us()};
  TRY(page, page_asked_by(request, "withdrawals " + request.region_id() + " " + std::to_string(since.us)));
  TRY(withdrawals, withdrawals_after(snapshot, {request.region_id()}, since, page.after, page.limit()));
  v1::ListWithdrawalsResponse response;
  response.set_next_page_token(page_of(withdrawals, page));
  for (const Withdrawal& withdrawal : withdrawals) to_proto(withdrawal, *response.add_withdrawals());
  return response;
}

}  // namespace opora::registration
