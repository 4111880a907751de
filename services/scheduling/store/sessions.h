// Sessions in their table.
#pragma once

#include "platform/lane/transaction.h"
#include "platform/paging/page.h"
#include "platform/text/text_column.h"
#include "scheduling/domain/sessions.h"

namespace opora::scheduling {

constexpr auto table_of(Type<Session>) {
  return Table("sessions", "UNKNOWN_SESSION",
               key("id", &Session::plan, &SessionPlan::id),
               column("round_id", &Session::plan, &SessionPlan::round),
               column("project_id", &Session::plan, &SessionPlan::project),
               column("room_id", &Session::plan, &SessionPlan::room),
               column("kind", &Session::plan, &SessionPlan::kind),
               column("title", &Session::plan, &SessionPlan::title),
               column("topic", &Session::plan, &SessionPlan::topic),
               column("audience", &Session::plan, &SessionPlan::audience),
               column("local_start", &Session::plan, &SessionPlan::local_start),
               column("duration_minutes", &Session::plan, &SessionPlan::duration),
               column("capacity", &Session::plan, &SessionPlan::capacity),
               column("local_registration_end", &Session::plan, &SessionPlan::local_registration_end),
               column("site_id", &Session::site),
               column("time_zone", &Session::time_zone),
               column("starts_at_us", &Session::starts_at),
               only_written("ends_at_us", &Session::ends_at),
               column("registration_ends_at_us", &Session::registration_ends_at),
               column("published", &Session::published),
               column("version", &Session::version),
               column("cancelled", &Session::cancelled));
}

// Of the other sessions that hold this one's room, published and not cancelled, the one that starts last among those
// which start before it ends.
Result<std::optional<Booking>> last_booking_before_end(Reader& reader, const Session& session);

// A round's sessions are listed by their start, then by id.
PageCursor cursor_of(const Session& session);

// At most `limit` sessions of the round after that cursor.
Result<std::vector<Session>> sessions_after(Reader& reader, const RoundId& round, const PageCursor& after, int limit);

}  // namespace opora::scheduling
