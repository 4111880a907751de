#include "scheduling/store/sessions.h"

#include "platform/lane/stored_bodies.h"

namespace opora::scheduling {
namespace {

constexpr Statement kLastBookingBefore(
    "SELECT starts_at_us, ends_at_us FROM sessions "
    "WHERE room_id = :room_id AND published = 1 AND cancelled = 0 AND starts_at_us < :end AND id <> :session "
    "ORDER BY starts_at_us DESC LIMIT 1");
constexpr Statement kListAfter(
    "SELECT id FROM sessions WHERE round_id = :round_id AND (starts_at_us, id) > (:starts_at_us, :id) "
    "ORDER BY starts_at_us, id LIMIT :limit");

}  // namespace

Result<std::optional<Booking>> last_booking_before_end(Reader& reader, const Session& session) {
  return reader
      .query(kLastBookingBefore,
             {{"room_id", session.plan.room}, {"end", session.ends_at()}, {"session", session.plan.id}})
      .map(first_of<Booking, Instant, Instant>);
}

PageCursor cursor_of(const Session& session) { return {session.starts_at.us, session.plan.id.value}; }

Result<std::vector<Session>> sessions_after(Reader& reader, const RoundId& round, const PageCursor& after, int limit) {
  TRY(ids, reader
               .query(kListAfter,
                      {{"round_id", round}, {"starts_at_us", after.number}, {"id", after.id}, {"limit", limit}})
               .map(values_of<SessionId>));
  return reader.load_all<Session>(ids);
}

}  // namespace opora::scheduling

OPORA_STORED(opora::scheduling::Session);
