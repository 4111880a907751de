#include "registration/domain/attendance_correction.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "platform/dates/dates.h"

namespace opora::registration {
namespace {

using std::chrono::hours;

// The last day on earth to end is that of UTC-12: twelve hours after Greenwich's.
constexpr hours kLastToEnd{12};

AttendanceCorrection correction(const Attendance& since, CorrectionKind kind, const Corrector& by, const Saying& said,
                                Instant now) {
  return {since.session, since.person, since.change, kind, said.code, said.reason, by.subject, now};
}

// Of somebody's attendances, none of which counts, those that were taken back last: all together, if they were.
std::vector<Attendance> taken_back_last(const CorrectionFacts& facts) {
  std::vector<Attendance> all = facts.others;
  if (facts.attendance) all.insert(all.begin(), *facts.attendance);
  const auto last = std::ranges::max_element(all, {}, &Attendance::taken_back_at);
  const std::optional<Instant> at = last->taken_back_at;
  std::erase_if(all, [&](const Attendance& each) { return each.taken_back_at != at; });
  return all;
}

}  // namespace

Instant door_corrects_until(const Session& session) {
  const auto midnight = local_time_in(session.on_date + "T00:00");
  if (!midnight) return session.starts_at + hours(48);
  const std::chrono::microseconds since_1970 = midnight->time_since_epoch();
  return Instant{since_1970.count()} + hours(48) + kLastToEnd;
}

Result<void> check_in_time(const Session& session, const Corrector& by, Instant now) {
  if (!by.stands_at_door() || now < door_corrects_until(session)) return {};
  return refuse(Code::conflict, "CORRECTION_TOO_LATE",
                "The day after the session is over, so its door corrects nothing any more. Ask the region's "
                "coordinator to do it.");
}

Result<void> check_doors_opened(const Session& session, Instant now) {
  if (now >= session.doors_open_at()) return {};
  return refuse(Code::conflict, "SESSION_NOT_BEGUN",
                "Nobody can have come to this session yet. Name the session to which they came, or wait until its "
                "doors open.");
}

Attendance counting_no_more(Attendance attendance, Instant now) {
  ++attendance.change;
  attendance.taken_back_at = now;
  attendance.was_unknown = false;  // they are none of those who count any more
  return attendance;
}

tl::unexpected<Error> unknown_attendance() {
  return refuse(Code::not_found, "UNKNOWN_ATTENDANCE",
                "Nobody has recorded that this person came to this session. `opora list attendance` (ListAttendance) "
                "lists who did.");
}

AttendanceRecorded recorded_by_hand(const Attendance& attendance, bool is_known) {
  Flags flags;
  if (!is_known) flags.push_back(CheckInFlag::unknown_person);
  return {attendance.session, attendance.person, attendance.organisation, attendance.scanned_at, std::move(flags),
          attendance.change};
}

std::vector<Attendance> counting(const std::optional<Attendance>& attendance, const std::vector<Attendance>& others) {
  std::vector<Attendance> all;
  if (attendance && attendance->counts()) all.push_back(*attendance);
  for (const Attendance& other : others)
    if (other.counts()) all.push_back(other);
  return all;
}

Result<Corrected> take_back(const CorrectionFacts& facts, const Corrector& by, const Saying& said, Instant now) {
  if (!facts.attendance && facts.others.empty()) return unknown_attendance();
  const std::vector<Attendance> theirs = counting(facts.attendance, facts.others);
  if (theirs.empty()) return Corrected{};
  TRY_DO(check_in_time(facts.session, by, now));
  Corrected corrected;
  for (const Attendance& each : theirs) {
    Attendance since = counting_no_more(each, now);
    corrected.record.push_back(correction(since, CorrectionKind::taken_back, by, said, now));
    corrected.events.push_back(AttendanceTakenBack{since.session, since.person, since.change, said.code});
    corrected.attendances.push_back(std::move(since));
  }
  return corrected;
}

Result<Corrected> restore(const CorrectionFacts& facts, const Corrector& by, const Saying& said, Instant now) {
  if (!facts.attendance && facts.others.empty()) return unknown_attendance();
  if (!counting(facts.attendance, facts.others).empty()) return Corrected{};
  TRY_DO(check_in_time(facts.session, by, now));
  const bool is_unknown = by.stands_at_door() && !facts.is_known;
  if (is_unknown && facts.unknown_count >= unknown_people_max(facts.session))
    return refuse(Code::conflict, "TOO_MANY_UNKNOWN",
                  "As many people count at this session whom nobody knows as may by themselves. Ask the region's "
                  "coordinator to restore it.");
  Corrected corrected;
  for (Attendance& since : taken_back_last(facts)) {
    since.was_unknown = is_unknown;
    ++since.change;
    since.taken_back_at.reset();
    corrected.record.push_back(correction(since, CorrectionKind::restored, by, said, now));
    corrected.events.push_back(recorded_by_hand(since, facts.is_known));
    corrected.attendances.push_back(std::move(since));
  }
  return corrected;
}

}  // namespace opora::registration
