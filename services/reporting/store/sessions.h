// Sessions, the seats that groups have in them, and who came.
#pragma once

#include "platform/lane/stored.h"
#include "reporting/domain/facts.h"
#include "reporting/domain/group_seats.h"

namespace opora::reporting {

constexpr auto table_of(Type<Session>) {
  return Table("sessions", "UNKNOWN_SESSION",
               key("session_id", &Session::id),
               column("round_id", &Session::round),
               column("project_id", &Session::project),
               column("site_id", &Session::site),
               column("region_id", &Session::region),
               column("kind", &Session::kind),
               column("topic", &Session::topic),
               column("audience", &Session::audience),
               column("local_date", &Session::local_date),
               column("duration_minutes", &Session::duration_minutes),
               column("cancelled", &Session::cancelled));
}

constexpr auto table_of(Type<GroupSeats>) {
  return Table("group_seats", "UNKNOWN_GROUP",
               key("group_id", &GroupSeats::id),
               column("session_id", &GroupSeats::session),
               column("head_count", &GroupSeats::head_count),
               column("standing", &GroupSeats::standing),
               column("organisation_id", &GroupSeats::organisation),
               column("change_number", &GroupSeats::change));
}

constexpr auto table_of(Type<Attendance>) {
  return Table("attendances", "UNKNOWN_ATTENDANCE",
               key("session_id", &Attendance::session),
               key("person_id", &Attendance::person),
               column("organisation_id", &Attendance::organisation),
               column("unverified", &Attendance::unverified),
               column("change", &Attendance::change));
}

constexpr auto table_of(Type<UnnamedCount>) {
  return Table("unnamed_counts", "UNKNOWN_ATTENDANCE",
               key("session_id", &UnnamedCount::session),
               key("organisation_id", &UnnamedCount::organisation),
               column("person_count", &UnnamedCount::person_count),
               column("change", &UnnamedCount::change));
}

}  // namespace opora::reporting
