// Somebody's attendance was a mistake: it counts no more.
#include "registration/handlers/correct_attendance.h"
#include "registration/handlers/handlers.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::TakeBackAttendanceResponse> take_back_attendance(Transaction& tx,
                                                            const v1::TakeBackAttendanceRequest& request) {
  TRY(facts, facts_of_attendance(tx, {request.session_id()}, {request.person_id()}));
  TRY(corrected, take_back(facts, corrector_of(tx), saying_of(request), tx.now()));
  TRY_DO(save_corrected(tx, facts, std::move(corrected)));
  return v1::TakeBackAttendanceResponse();
}

}  // namespace opora::registration
