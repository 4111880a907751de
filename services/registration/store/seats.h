// A session's seats: what a batch loads once and saves at its end.
#pragma once

#include "platform/lane/transaction.h"
#include "registration/domain/seats.h"

namespace opora::registration {

constexpr auto table_of(Type<Seats>) {
  return Table("seats", "UNKNOWN_SESSION",
               key("session_id", &Seats::session),
               column("confirmed_count", &Seats::confirmed_count),
               column("waiting_count", &Seats::waiting_count),
               column("waiting_head_count", &Seats::waiting_head_count),
               column("arrival_count", &Seats::arrival_count),
               column("waiting_from", &Seats::waiting_from),
               column("ended", &Seats::ended),
               column("open_until", &Seats::open_until),
               column("kept_count", &Seats::kept_count),
               column("moved_version", &Seats::moved_version));
}

// The seats of a session; all free while nobody has registered.
Result<Seats> seats_of(Reader& reader, const SessionId& session);

}  // namespace opora::registration
