// What was heard of sessions, by id.
#pragma once

#include "platform/lane/stored.h"
#include "registration/domain/session.h"

namespace opora::registration {

constexpr auto table_of(Type<Session>) {
  return Table("sessions", "UNKNOWN_SESSION",
               key("session_id", &Session::id),
               column("region_id", &Session::region),
               column("capacity", &Session::capacity),
               column("starts_at", &Session::starts_at),
               column("registration_ends_at", &Session::registration_ends_at),
               column("on_date", &Session::on_date),
               column("cancelled", &Session::cancelled),
               column("largest_capacity", &Session::largest_capacity));
}

}  // namespace opora::registration
