// Moves an attendance to the session, or the person, that it was of: both sides in one commit.
#include "registration/domain/move_attendance.h"

#include <vector>

#include "platform/lane/gather.h"
#include "registration/handlers/correct_attendance.h"
#include "registration/handlers/handlers.h"
#include "registration/store/attendance.h"
#include "registration/store/attendance_correction.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

// Whoever it should be of, as if they were scanned where it should count; in another session under each id under which
// they came.
std::vector<Scan> scans_there(const MoveAttendance& command, const CorrectionFacts& from) {
  std::vector<Scan> scans;
  scans.push_back({CheckInId{}, command.to_person, Instant{}});
  if (command.to_session == command.session) return scans;
  for (const Attendance& each : counting(from.attendance, from.others))
    if (each.person != command.to_person) scans.push_back({CheckInId{}, each.person, Instant{}});
  return scans;
}

// Of those that count nothing need be known; of others, whether they were moved there before.
std::vector<Stored<AttendanceCorrection>::Key> said_last(const CorrectionFacts& from) {
  std::vector<Attendance> all = from.others;
  if (from.attendance) all.push_back(*from.attendance);
  std::vector<Stored<AttendanceCorrection>::Key> keys;
  for (const Attendance& each : all)
    if (!each.counts()) keys.emplace_back(each.session, each.person, each.change);
  return keys;
}

}  // namespace

Result<v1::MoveAttendanceResponse> move_attendance(Transaction& tx, const v1::MoveAttendanceRequest& request) {
  const MoveAttendance command = from_proto(request);
  TRY(from, facts_of_attendance(tx, command.session, command.person));
  const std::vector<Scan> scans = scans_there(command, from);
  const std::vector<Stored<AttendanceCorrection>::Key> keys = said_last(from);
  TRY(found, gather(tx, [&](Reader& reader) { return door_of(reader, command.to_session, scans); },
                    all<AttendanceCorrection>(keys)));
  auto& [to, last_said] = found;
  TRY(moved, decide({from.session, from.attendance, std::move(last_said), std::move(to), from.others}, command,
                    corrector_of(tx), tx.now()));
  TRY_DO(save_corrected(tx, from, std::move(moved.corrected)));
  v1::MoveAttendanceResponse response;
  response.set_was_there_already(moved.was_there_already);
  response.set_lower_the_count(moved.lower_the_count);
  return response;
}

}  // namespace opora::registration
