#include "registration/store/seats.h"

namespace opora {

using registration::Seats;
using registration::SessionId;

namespace {

constexpr Statement kLoad(
    "SELECT session_id, confirmed_count, waiting_count, waiting_head_count, arrival_count, waiting_from, ended, "
    "open_until FROM seats WHERE session_id = :session");
constexpr Statement kSave(
    "INSERT INTO seats (session_id, confirmed_count, waiting_count, waiting_head_count, arrival_count, waiting_from, "
    "ended, open_until) "
    "VALUES (:session, :confirmed, :waiting, :waiting_heads, :arrivals, :waiting_from, :ended, :open_until) "
    "ON CONFLICT (session_id) DO UPDATE SET confirmed_count = excluded.confirmed_count, "
    "waiting_count = excluded.waiting_count, waiting_head_count = excluded.waiting_head_count, "
    "arrival_count = excluded.arrival_count, waiting_from = excluded.waiting_from, ended = excluded.ended, "
    "open_until = excluded.open_until");

}  // namespace

std::vector<Seats> Stored<Seats>::load(Sql& sql, std::span<const Key> keys) {
  std::vector<Seats> all;
  for (const Row& row : sql.query_each(kLoad, keys, [](const Key& key, const auto& next) { next({{"session", key}}); }))
    all.push_back({row.id<SessionId>(0), static_cast<int>(row.integer(1)), static_cast<int>(row.integer(2)),
                   static_cast<int>(row.integer(3)), row.integer(4), row.integer(5), row.boolean(6),
                   row.is_null(7) ? std::nullopt : std::optional(row.instant(7))});
  return all;
}

void Stored<Seats>::save(Sql& sql, std::span<const Seats> all) {
  sql.execute_each(kSave, all, [](const Seats& seats, const auto& next) {
    next({{"session", seats.session},
          {"confirmed", seats.confirmed_count},
          {"waiting", seats.waiting_count},
          {"waiting_heads", seats.waiting_head_count},
          {"arrivals", seats.arrival_count},
          {"waiting_from", seats.waiting_from},
          {"ended", seats.ended},
          {"open_until", seats.open_until ? Value(*seats.open_until) : Value(nullptr)}});
  });
}

}  // namespace opora

namespace opora::registration {

Result<Seats> seats_of(Reader& reader, const SessionId& session) {
  TRY(found, reader.find<Seats>(session));
  if (found) return *std::move(found);
  return Seats{.session = session};
}

}  // namespace opora::registration
