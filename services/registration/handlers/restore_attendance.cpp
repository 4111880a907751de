// Taking somebody's attendance back was the mistake: it counts again.
#include "registration/handlers/correct_attendance.h"
#include "registration/handlers/handlers.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::RestoreAttendanceResponse> restore_attendance(Transaction& tx, const v1::RestoreAttendanceRequest& request) {
  TRY(facts, facts_of_attendance(tx, {request.session_id()}, {request.person_id()}));
  TRY(corrected, restore(facts, corrector_of(tx), {CorrectionCode::unspecified, request.reason()}, tx.now()));
  TRY_DO(save_corrected(tx, facts, std::move(corrected)));
  return v1::RestoreAttendanceResponse();
}

}  // namespace opora::registration
