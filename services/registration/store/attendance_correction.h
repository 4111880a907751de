// What was said of attendances afterwards, and who was counted without names: both by session, change after change.
#pragma once

#include <vector>

#include "platform/lane/transaction.h"
#include "platform/paging/page.h"
#include "registration/domain/attendance_correction.h"
#include "registration/domain/count_attendance.h"

namespace opora::registration {

constexpr auto table_of(Type<AttendanceCorrection>) {
  return Table("attendance_corrections", "UNKNOWN_ATTENDANCE",
               key("session_id", &AttendanceCorrection::session),
               key("person_id", &AttendanceCorrection::person),
               key("change", &AttendanceCorrection::change),
               once("kind", &AttendanceCorrection::kind),
               once("code", &AttendanceCorrection::code),
               once("reason", &AttendanceCorrection::reason),
               once("corrected_by", &AttendanceCorrection::by),
               once("corrected_at", &AttendanceCorrection::at),
               once("other_session_id", &AttendanceCorrection::other_session),
               once("other_person_id", &AttendanceCorrection::other_person));
}

constexpr auto table_of(Type<UnnamedCount>) {
  return Table("unnamed_counts",
               key("session_id", &UnnamedCount::session),
               key("organisation_id", &UnnamedCount::organisation),
               key("change", &UnnamedCount::change),
               once("person_count", &UnnamedCount::person_count),
               once("reason", &UnnamedCount::reason),
               once("counted_by", &UnnamedCount::by),
               once("counted_at", &UnnamedCount::at));
}

// Whether a person was one of those of whom only so many count by themselves, when they were recorded at a session.
Result<bool> was_unknown(Reader& reader, const SessionId& session, const PersonId& person);

// The same of somebody under all of their ids: those under which they were.
Result<std::vector<PersonId>> unknown_under(Reader& reader, const SessionId& session, const PersonId& kept);

// What was said of attendances is listed by people's ids, and of each in its order.
PageCursor cursor_of(const AttendanceCorrection& correction);
Result<std::vector<AttendanceCorrection>> corrections_after(Reader& reader, const SessionId& session,
                                                            const PageCursor& after, int limit);

// Counts are listed by organisation, and of each in their order.
PageCursor cursor_of(const UnnamedCount& count);
Result<std::vector<UnnamedCount>> counts_after(Reader& reader, const SessionId& session, const PageCursor& after,
                                               int limit);

}  // namespace opora::registration

// Loaded are the counts that stand; saved is whatever is among them that is new.
template <>
struct opora::Stored<opora::registration::CountsOfSession> {
  using Key = registration::SessionId;
  static constexpr const char* unknown = "UNKNOWN_SESSION";
  static const Key& key(const registration::CountsOfSession& counts) { return counts.session; }
  static std::vector<registration::CountsOfSession> load(Sql& sql, std::span<const Key> sessions);
  static void save(Sql& sql, std::span<const registration::CountsOfSession> all);
};
