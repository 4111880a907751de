// Scans by their id, attendances by session and person.
#pragma once

#include <string>

#include "platform/lane/transaction.h"
#include "platform/paging/page.h"
#include "registration/domain/attendance.h"
#include "registration/store/attendee.h"
#include "registration/store/flags.h"

namespace opora::registration {

// How many people count at a session whom nobody knew: a small row, so that a door need not count them each time.
struct UnknownPeople {
  SessionId session;
  int counted = 0;
  bool operator==(const UnknownPeople&) const = default;
};

constexpr auto table_of(Type<CheckIn>) {
  return Table("check_ins", "UNKNOWN_CHECK_IN",
               key("check_in_id", &CheckIn::id),
               once("session_id", &CheckIn::session),
               once("person_id", &CheckIn::person),
               once("scanned_at", &CheckIn::scanned_at),
               once("flags", &CheckIn::flags));
}

constexpr auto table_of(Type<Attendance>) {
  return Table("attendances", "UNKNOWN_PERSON",
               key("session_id", &Attendance::session),
               key("person_id", &Attendance::person),
               column("organisation_id", &Attendance::organisation),
               column("scanned_at", &Attendance::scanned_at),
               only_written("was_unknown", &Attendance::was_unknown),  // null where an older build recorded it
               column("change", &Attendance::change),
               column("taken_back_at", &Attendance::taken_back_at),
               always("derivable", "0"));
}

constexpr auto table_of(Type<UnknownPeople>) {
  return Table("unknown_people", "UNKNOWN_SESSION",
               key("session_id", &UnknownPeople::session),
               column("counted", &UnknownPeople::counted));
}

// What is known at a session's door of those scanned.
Result<Door> door_of(Reader& reader, const SessionId& session, std::span<const Scan> scans);

// Somebody who came, and with whom, by what is known now. Of those who are not expected, who are in no group of the
// session, neither the name nor the organisation, nor that they have several ids: whoever stands at a door can scan any
// id.
//
// Somebody who has several ids is one who came: shown under the id that is kept, or the first of the others.
struct NamedAttendance {
  Attendance attendance;
  std::string name;
  PersonId kept;  // the id that stands for them, where they have several and are expected
  bool name_expired = false;
};

// Who came to a session is listed by time of arrival, then by id.
PageCursor cursor_of(const NamedAttendance& named);

// At most `limit` of those who came to a session, after that cursor.
Result<std::vector<NamedAttendance>> attendances_after(Reader& reader, const SessionId& session,
                                                       const PageCursor& after, int limit);

// A session's check-ins are listed by the devices' time, then by id.
PageCursor cursor_of(const CheckIn& check_in);

// At most `limit` of them after that cursor.
Result<std::vector<CheckIn>> check_ins_after(Reader& reader, const SessionId& session, const PageCursor& after,
                                             int limit);

}  // namespace opora::registration
