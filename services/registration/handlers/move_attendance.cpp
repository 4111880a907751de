// Moves an attendance to the session, or the person, that it was of: both sides in one commit.
#include "registration/domain/move_attendance.h"

#include "platform/lane/gather.h"
#include "registration/handlers/correct_attendance.h"
#include "registration/handlers/handlers.h"
#include "registration/store/attendance.h"
#include "registration/store/attendance_correction.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

// Of one that counts nothing need be known; of another, whether it was moved there before.
Result<std::optional<AttendanceCorrection>> last_said_of(Reader& reader, const CorrectionFacts& facts) {
  if (!facts.attendance || facts.attendance->counts()) return std::nullopt;
  return reader.find<AttendanceCorrection>({facts.session.id, facts.person, facts.attendance->change});
}

}  // namespace

Result<v1::MoveAttendanceResponse> move_attendance(Transaction& tx, const v1::MoveAttendanceRequest& request) {
  const MoveAttendance command = from_proto(request);
  const Scan scan{CheckInId{}, command.to_person, Instant{}};
  TRY(found, gather(
                 tx, [&](Reader& reader) { return facts_of_attendance(reader, command.session, command.person); },
                 [&](Reader& reader) { return door_of(reader, command.to_session, std::span(&scan, 1)); }));
  auto& [from, to] = found;
  TRY(last_said, last_said_of(tx, from));
  TRY(moved, decide({from.session, from.attendance, std::move(last_said), std::move(to), from.others}, command,
                    corrector_of(tx), tx.now()));
  TRY_DO(save_corrected(tx, from, std::move(moved.corrected)));
  v1::MoveAttendanceResponse response;
  response.set_was_there_already(moved.was_there_already);
  response.set_lower_the_count(moved.lower_the_count);
  return response;
}

}  // namespace opora::registration
