// Moving an attendance to the session, or the person, that it was of: everything that stands against it, in the order
// in which it is said. Both sides are one commit, so nobody ever counts twice, or not at all.
//
// Somebody who has several ids goes to another session whole, and what was recorded under each id goes on under that
// one. To another person goes the attendance of the id alone that was named: somebody else came with that card.
#pragma once

#include <optional>

#include "registration/domain/attendance_correction.h"

namespace opora::registration {

// From where it counts to where it should.
struct MoveAttendance {
  SessionId session;
  PersonId person;
  SessionId to_session;
  PersonId to_person;
  Saying said;
};

// What is known when the command comes.
struct MoveAttendanceFacts {
  Session session;
  std::optional<Attendance> attendance;            // nothing: they were never recorded there
  std::vector<AttendanceCorrection> last_said;     // of each of theirs that counts no more
  Door to;  // of whoever it should be of, at the session where it should count, under each id that goes there
  std::vector<Attendance> others = {};  // what was recorded of the same person under other ids of theirs
};

struct MovedAttendance {
  Corrected corrected = {};
  bool was_there_already = false;  // two are one now
  bool lower_the_count = false;    // they may be one of those who are counted without names
};

// Refused with NOTHING_MOVED, UNKNOWN_SESSION, SESSION_OF_OTHERS, UNKNOWN_ATTENDANCE, ATTENDANCE_TAKEN_BACK,
// SESSION_CANCELLED (where it should count), SESSION_NOT_BEGUN, CORRECTION_TOO_LATE, NOT_EXPECTED or PERSON_NOT_KNOWN.
Result<MovedAttendance> decide(const MoveAttendanceFacts& facts, const MoveAttendance& command, const Corrector& by,
                               Instant now);

}  // namespace opora::registration
