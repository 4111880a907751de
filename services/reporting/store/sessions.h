// Sessions and their rooms, the seats that groups have in them, and who came.
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

constexpr auto table_of(Type<SessionDetails>) {
  return Table("session_details", "UNKNOWN_SESSION",
               key("session_id", &SessionDetails::id),
               column("local_start", &SessionDetails::place, &Place::local_start),
               column("time_zone", &SessionDetails::place, &Place::time_zone),
               column("site_id", &SessionDetails::place, &Place::site),
               column("room_id", &SessionDetails::place, &Place::room),
               column("first_local_start", &SessionDetails::first_place, &Place::local_start),
               column("first_time_zone", &SessionDetails::first_place, &Place::time_zone),
               column("first_site_id", &SessionDetails::first_place, &Place::site),
               column("first_room_id", &SessionDetails::first_place, &Place::room),
               column("starts_at_us", &SessionDetails::starts_at),
               column("duration_minutes", &SessionDetails::duration_minutes),
               column("capacity", &SessionDetails::capacity),
               column("changed_at_us", &SessionDetails::changed_at),
               column("reason", &SessionDetails::reason));
}

constexpr auto table_of(Type<SessionMove>) {
  return Table("session_moves", "UNKNOWN_SESSION",
               key("session_id", &SessionMove::session),
               key("version", &SessionMove::version),
               column("local_start", &SessionMove::to, &Place::local_start),
               column("time_zone", &SessionMove::to, &Place::time_zone),
               column("site_id", &SessionMove::to, &Place::site),
               column("room_id", &SessionMove::to, &Place::room),
               column("told_at_us", &SessionMove::told_at),
               column("reason", &SessionMove::reason));
}

constexpr auto table_of(Type<Room>) {
  return Table("rooms", "UNKNOWN_ROOM",
               key("room_id", &Room::id),
               column("venue_id", &Room::venue));
}

constexpr auto table_of(Type<GroupSeats>) {
  return Table("group_seats", "UNKNOWN_GROUP",
               key("group_id", &GroupSeats::id),
               column("session_id", &GroupSeats::session),
               column("head_count", &GroupSeats::head_count),
               column("standing", &GroupSeats::standing),
               column("organisation_id", &GroupSeats::organisation),
               column("change_number", &GroupSeats::change),
               column("told_at_us", &GroupSeats::told_at));
}

constexpr auto table_of(Type<Attendance>) {
  return Table("attendances", "UNKNOWN_ATTENDANCE",
               key("session_id", &Attendance::session),
               key("person_id", &Attendance::person),
               column("organisation_id", &Attendance::organisation),
               column("unverified", &Attendance::unverified),
               column("change", &Attendance::change),
               column("moved", &Attendance::moved),
               column("told_at_us", &Attendance::told_at));
}

constexpr auto table_of(Type<UnnamedCount>) {
  return Table("unnamed_counts", "UNKNOWN_ATTENDANCE",
               key("session_id", &UnnamedCount::session),
               key("organisation_id", &UnnamedCount::organisation),
               column("person_count", &UnnamedCount::person_count),
               column("change", &UnnamedCount::change),
               column("told_at_us", &UnnamedCount::told_at));
}

}  // namespace opora::reporting
