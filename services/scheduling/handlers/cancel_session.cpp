#include "scheduling/domain/cancel_session.h"

#include "scheduling/handlers/correct.h"
#include "scheduling/handlers/handlers.h"
#include "scheduling/store/sessions.h"

namespace opora::scheduling {

Result<v1::CancelSessionResponse> cancel_session(Transaction& tx, const v1::CancelSessionRequest& request) {
  TRY(session, tx.load<Session>({request.session_id()}));
  keep(tx, decide_cancelling(session, request.reason()), CorrectionKind::cancelled, request.reason());
  return v1::CancelSessionResponse();
}

}  // namespace opora::scheduling
