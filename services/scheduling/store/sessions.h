// Sessions in their table.
#pragma once

#include "platform/lane/stored.h"
#include "platform/lane/transaction.h"
#include "scheduling/domain/sessions.h"
#include "platform/paging/page.h"

namespace opora {

template <>
struct Stored<scheduling::Session> {
  using Key = scheduling::SessionId;
  static constexpr const char* unknown = "UNKNOWN_SESSION";
  static Key key(const scheduling::Session& value) { return value.plan.id; }
  static std::vector<scheduling::Session> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const scheduling::Session> values);
};

namespace scheduling {

// The room's published session that starts last among those which start before `end`.
Result<std::optional<Booking>> last_booking_before(Reader& reader, const RoomId& room, Instant end);

// A round's sessions are listed by their start, then by id.
PageCursor cursor_of(const Session& session);

// At most `limit` sessions of the round after that cursor.
Result<std::vector<Session>> sessions_after(Reader& reader, const RoundId& round, const PageCursor& after, int limit);

}  // namespace scheduling
}  // namespace opora
