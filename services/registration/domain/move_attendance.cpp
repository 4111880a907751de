#include "registration/domain/move_attendance.h"

#include <algorithm>
#include <utility>

namespace opora::registration {
namespace {

template <class Ids, class AnyId>
bool holds(const Ids& ids, const AnyId& id) {
  return std::ranges::find(ids, id) != ids.end();
}

Result<void> check_target(const MoveAttendanceFacts& facts, const MoveAttendance& command, const Corrector& by) {
  if (command.to_session == command.session && facts.to.same.are_one(command.to_person, command.person))
    return refuse(Code::invalid, "NOTHING_MOVED", "Name another session, or another person, to move it to.");
  if (!facts.to.facts)
    return refuse(Code::not_found, "UNKNOWN_SESSION",
                  "The session that it should be moved to is not known. `opora list sessions` prints which are.");
  const Session& to = *facts.to.facts;
  if (by.everywhere || holds(by.regions, to.region) || holds(by.doors, to.id)) return {};
  return refuse(Code::denied, "SESSION_OF_OTHERS",
                "Others answer for the session that it should be moved to. Ask its region's coordinator, or an "
                "administrator, to move it.");
}

// A door is told of those alone who are expected there whether they are known.
Result<void> check_person(const MoveAttendance& command, const Door::Arrival& arrival, const Corrector& by) {
  if (command.to_person == command.person) return {};
  const bool is_expected = arrival.expected_from() || arrival.waits;
  if (by.stands_at_door() && !is_expected)
    return refuse(Code::conflict, "NOT_EXPECTED",
                  "They are in no group of this session. Choose somebody of its list, or ask the region's "
                  "coordinator.");
  if (arrival.known) return {};
  return refuse(Code::not_found, "PERSON_NOT_KNOWN",
                "Nobody is known by the id that it should be moved to. Choose somebody of a roster or a group.");
}

bool stays_theirs(const MoveAttendanceFacts& facts, const MoveAttendance& command) {
  return facts.to.same.are_one(command.to_person, command.person);
}

bool was_moved_so(const MoveAttendanceFacts& facts, const MoveAttendance& command) {
  return std::ranges::any_of(facts.last_said, [&](const AttendanceCorrection& said) {
    return said.kind == CorrectionKind::moved_away && said.other_session == command.to_session &&
           facts.to.same.are_one(said.other_person, command.to_person);
  });
}

// Those that go: to another session all that count. To another person the one that was named, or where that doesn't
// count, the first that does; none once it was moved so.
std::vector<Attendance> leaving(const MoveAttendanceFacts& facts, const MoveAttendance& command) {
  std::vector<Attendance> theirs = counting(facts.attendance, facts.others);
  if (stays_theirs(facts, command)) return theirs;
  const bool named_counts = facts.attendance && facts.attendance->counts();
  if (!named_counts && was_moved_so(facts, command)) return {};
  if (theirs.size() > 1) theirs.erase(theirs.begin() + 1, theirs.end());
  return theirs;
}

AttendanceCorrection correction(const Attendance& since, CorrectionKind kind, const MoveAttendance& command,
                                const Corrector& by, Instant now) {
  const bool away = kind == CorrectionKind::moved_away;
  return {since.session,   since.person, since.change, kind, command.said.code, command.said.reason,
          by.subject,      now,          away ? command.to_session : command.session,
          away ? command.to_person : command.person};
}

// The scan goes on saying when they came, if not where and who.
Scan as_if_scanned(const MoveAttendance& command, const Attendance& attendance) {
  return {CheckInId{}, command.to_person, attendance.scanned_at};
}

void move_one(const MoveAttendanceFacts& facts, const Attendance& attendance, const MoveAttendance& command,
              const Corrector& by, Instant now, MovedAttendance& done) {
  const Door::Arrival arrival = arrival_at(facts.to, command.to_person);
  done.was_there_already = done.was_there_already || arrival.has_come();
  auto& [attendances, record, events] = done.corrected;

  Attendance here = counting_no_more(attendance, now);
  record.push_back(correction(here, CorrectionKind::moved_away, command, by, now));
  events.push_back(AttendanceTakenBack{here.session, here.person, here.change, command.said.code, command.to_session,
                                       command.to_person});
  attendances.push_back(std::move(here));
  if (arrival.attends) return;

  const Flags flags = flags_at(facts.to, as_if_scanned(command, attendance));
  if (holds(flags, CheckInFlag::counted_unnamed)) done.lower_the_count = true;
  Attendance there = arriving(*facts.to.facts, command.to_person, arrival, attendance.scanned_at);
  there.was_unknown = false;  // somebody has looked at them
  record.push_back(correction(there, CorrectionKind::moved_here, command, by, now));
  events.push_back(recorded_by_hand(there, arrival.known));
  attendances.push_back(std::move(there));
}

// What is moved was recorded under an id of theirs, and goes on under it while they stay the same person.
MoveAttendance of_id(const PersonId& person, MoveAttendance command, bool stays) {
  if (stays) command.to_person = person;
  command.person = person;
  return command;
}

}  // namespace

Result<MovedAttendance> decide(const MoveAttendanceFacts& facts, const MoveAttendance& command, const Corrector& by,
                               Instant now) {
  TRY_DO(check_target(facts, command, by));
  if (!facts.attendance && facts.others.empty()) return unknown_attendance();
  const std::vector<Attendance> theirs = leaving(facts, command);
  if (theirs.empty()) {
    if (was_moved_so(facts, command)) return MovedAttendance{};
    return refuse(Code::conflict, "ATTENDANCE_TAKEN_BACK",
                  "This attendance was taken back, or moved elsewhere. Restore it first, if that was the mistake.");
  }
  TRY_DO(check_held(*facts.to.facts));
  TRY_DO(check_doors_opened(*facts.to.facts, now));
  TRY_DO(check_in_time(facts.session, by, now));
  TRY_DO(check_in_time(*facts.to.facts, by, now));
  TRY_DO(check_person(command, arrival_at(facts.to, command.to_person), by));
  MovedAttendance done;
  const bool stays = stays_theirs(facts, command);
  for (const Attendance& each : theirs) move_one(facts, each, of_id(each.person, command, stays), by, now, done);
  return done;
}

}  // namespace opora::registration
