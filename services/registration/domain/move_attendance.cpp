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
  const bool is_expected = arrival.sent_by || arrival.waits;
  if (by.stands_at_door() && !is_expected)
    return refuse(Code::conflict, "NOT_EXPECTED",
                  "They are in no group of this session. Choose somebody of its list, or ask the region's "
                  "coordinator.");
  if (arrival.known) return {};
  return refuse(Code::not_found, "PERSON_NOT_KNOWN",
                "Nobody is known by the id that it should be moved to. Choose somebody of a roster or a group.");
}

bool was_moved_so(const MoveAttendanceFacts& facts, const MoveAttendance& command) {
  return facts.last_said && facts.last_said->kind == CorrectionKind::moved_away &&
         facts.last_said->other_session == command.to_session && facts.last_said->other_person == command.to_person;
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

// What somebody came under another id of theirs goes with it, and counts there already.
void take_along(const Attendance& other, const MoveAttendance& command, const Corrector& by, Instant now,
                Corrected& corrected) {
  Attendance away = counting_no_more(other, now);
  corrected.record.push_back(correction(away, CorrectionKind::moved_away, command, by, now));
  corrected.events.push_back(AttendanceTakenBack{away.session, away.person, away.change, command.said.code,
                                                 command.to_session, command.to_person});
  corrected.attendances.push_back(std::move(away));
}

MovedAttendance moved(const MoveAttendanceFacts& facts, const Attendance& attendance, const MoveAttendance& command,
                      const Corrector& by, Instant now) {
  const Door::Arrival arrival = arrival_at(facts.to, command.to_person);
  MovedAttendance done{.was_there_already = arrival.has_come()};
  auto& [attendances, record, events] = done.corrected;

  Attendance here = counting_no_more(attendance, now);
  record.push_back(correction(here, CorrectionKind::moved_away, command, by, now));
  events.push_back(AttendanceTakenBack{here.session, here.person, here.change, command.said.code, command.to_session,
                                       command.to_person});
  attendances.push_back(std::move(here));
  if (arrival.attends) return done;

  const Flags flags = flags_at(facts.to, as_if_scanned(command, attendance));
  done.lower_the_count = std::ranges::find(flags, CheckInFlag::counted_unnamed) != flags.end();
  Attendance there = arriving(*facts.to.facts, command.to_person, arrival, attendance.scanned_at);
  there.was_unknown = false;  // somebody has looked at them
  record.push_back(correction(there, CorrectionKind::moved_here, command, by, now));
  events.push_back(recorded_by_hand(there, arrival.known));
  attendances.push_back(std::move(there));
  return done;
}

}  // namespace

Result<MovedAttendance> decide(const MoveAttendanceFacts& facts, const MoveAttendance& command, const Corrector& by,
                               Instant now) {
  TRY_DO(check_target(facts, command, by));
  if (!facts.attendance && facts.others.empty()) return unknown_attendance();
  const std::vector<Attendance> theirs = counting(facts.attendance, facts.others);
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
  MovedAttendance done = moved(facts, theirs.front(), command, by, now);
  for (std::size_t other = 1; other < theirs.size(); ++other)
    take_along(theirs[other], command, by, now, done.corrected);
  return done;
}

}  // namespace opora::registration
