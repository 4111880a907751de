// Lets the scans count that were made before their session was known: a portion at a time, the earliest first, since
// the first scan of a person is their attendance.
#include "registration/handlers/handlers.h"
#include "registration/handlers/record_scans.h"
#include "registration/store/session.h"
#include "registration/store/unsettled.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

constexpr int kAtOnce = 200;  // five rows each
// Since the last of them was uploaded: versions have changed by then.
constexpr std::chrono::days kLookFor{60};

// Its publication looks at them; but an older build that hears of it doesn't know that they wait. A session may as well
// be nobody's: any id that a device has sent.
Result<void> look_again(Transaction& tx, const SessionId& session) {
  TRY(is_awaited, any_waits_since(tx, session, tx.confirmed_now() - kLookFor));
  if (is_awaited) tx.set_timer(admit_timer(session, tx.confirmed_now() + kLookAgainAfter));
  return {};
}

}  // namespace

Result<void> admit_waiting_scans(Transaction& tx, const v1::AdmitWaitingScans& request) {
  TRY(session, tx.find<Session>({request.session_id()}));
  if (!session) return look_again(tx, {request.session_id()});
  TRY(waiting, waiting_scans(tx, session->id, kAtOnce));
  if (waiting.empty()) return {};
  TRY_DO(record_waiting(tx, session->id, waiting));
  if (static_cast<int>(waiting.size()) == kAtOnce)
    tx.set_timer(admit_timer(session->id, tx.confirmed_now()));
  return {};
}

}  // namespace opora::registration
