// Corrections of attendance: what was wrong about who came is put right by saying so. Nothing is edited away. A scan
// stays as it was made, an attendance that is taken back stays in the record and counts nowhere, and of each change it
// is kept who made it, when and why.
//   - Whoever answers for the session's region corrects it whenever they find out: there is no day yet on which figures
//     are final. Whoever stands at its door does until the day after the session's is over, wherever on earth that is.
//   - Taken back twice is taken back once, and so on: what is so already changes nothing.
//   - Whoever stands at the door gives back as many people whom nobody knows as count by a scan: nobody else has looked
//     at them.
//   - What was taken back counts again when somebody restores it, when the person is scanned once more, or when another
//     attendance is moved there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/result/result.h"
#include "registration/domain/attendance.h"

namespace opora::registration {

// Who corrects, and what. Nothing limits an administrator.
struct Corrector {
  std::string subject;
  bool everywhere = true;
  std::vector<RegionId> regions = {};  // for which they answer
  std::vector<SessionId> doors = {};   // at which they stand
  bool stands_at_door() const { return !everywhere && regions.empty(); }
};

// What became of an attendance. The numbers are the contract's, and stored.
enum class CorrectionKind { taken_back = 1, moved_away = 2, moved_here = 3, restored = 4 };

// What somebody has said of an attendance, as it is kept.
struct AttendanceCorrection {
  SessionId session;
  PersonId person;
  int change = 0;  // that of the attendance since
  CorrectionKind kind = CorrectionKind::taken_back;
  CorrectionCode code = CorrectionCode::unspecified;
  std::string reason;
  std::string by;
  Instant at;
  SessionId other_session = {};  // of one that was moved: where to, or from where
  PersonId other_person = {};
  bool operator==(const AttendanceCorrection&) const = default;
};

// What is said, in the words of whoever says it.
struct Saying {
  CorrectionCode code = CorrectionCode::unspecified;
  std::string reason;
};

// What a correction changes: nothing, if it was so already.
struct Corrected {
  std::vector<Attendance> attendances = {};
  std::vector<AttendanceCorrection> record = {};
  Events events = {};
};

// What is known of the attendance that is corrected.
struct CorrectionFacts {
  Session session;
  PersonId person;
  std::optional<Attendance> attendance;  // nothing: they were never recorded there
  bool is_known = false;                 // registration has their name
  int unknown_count = 0;                 // how many count at the session whom nobody knows
  std::vector<Attendance> others = {};   // what was recorded there of the same person under other ids of theirs
};

// Of somebody's attendances at a session, under whichever id, those that count: one at least if they came. Whoever
// takes theirs back speaks of the person, not of an id.
std::vector<Attendance> counting(const std::optional<Attendance>& attendance, const std::vector<Attendance>& others);

// Until when whoever stands at its door corrects what was recorded at a session.
Instant door_corrects_until(const Session& session);

// Whether it is late for them. Refused with CORRECTION_TOO_LATE.
Result<void> check_in_time(const Session& session, const Corrector& by, Instant now);

// Whether nobody can have come yet. Refused with SESSION_NOT_BEGUN.
Result<void> check_doors_opened(const Session& session, Instant now);

// The attendance, when it counts no more, and what is kept of that.
Attendance counting_no_more(Attendance attendance, Instant now);

// Refused with UNKNOWN_ATTENDANCE or CORRECTION_TOO_LATE; restoring with TOO_MANY_UNKNOWN, too.
Result<Corrected> take_back(const CorrectionFacts& facts, const Corrector& by, const Saying& said, Instant now);
Result<Corrected> restore(const CorrectionFacts& facts, const Corrector& by, const Saying& said, Instant now);

// What AttendanceRecorded tells of an attendance that no scan has made.
AttendanceRecorded recorded_by_hand(const Attendance& attendance, bool is_known);

// Of an attendance that nobody has recorded.
tl::unexpected<Error> unknown_attendance();

}  // namespace opora::registration
