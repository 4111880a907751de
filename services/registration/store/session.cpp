#include "registration/store/session.h"

namespace opora {

using registration::RegionId;
using registration::Session;
using registration::SessionId;

namespace {

constexpr Statement kLoad(
    "SELECT session_id, region_id, capacity, starts_at, registration_ends_at, on_date FROM sessions "
    "WHERE session_id = :session");
constexpr Statement kSave(
    "INSERT INTO sessions (session_id, region_id, capacity, starts_at, registration_ends_at, on_date) "
    "VALUES (:session, :region, :capacity, :starts_at, :registration_ends_at, :on_date) "
    "ON CONFLICT (session_id) DO UPDATE SET region_id = excluded.region_id, capacity = excluded.capacity, "
    "starts_at = excluded.starts_at, registration_ends_at = excluded.registration_ends_at, on_date = excluded.on_date");

}  // namespace

std::vector<Session> Stored<Session>::load(Sql& sql, std::span<const Key> keys) {
  std::vector<Session> sessions;
  for (const Row& row : sql.query_each(kLoad, keys, [](const Key& key, const auto& next) { next({{"session", key}}); }))
    sessions.push_back({row.id<SessionId>(0), row.id<RegionId>(1), static_cast<int>(row.integer(2)), row.instant(3),
                        row.instant(4), row.text(5)});
  return sessions;
}

void Stored<Session>::save(Sql& sql, std::span<const Session> sessions) {
  sql.execute_each(kSave, sessions, [](const Session& session, const auto& next) {
    next({{"session", session.id},
          {"region", session.region},
          {"capacity", session.capacity},
          {"starts_at", session.starts_at},
          {"registration_ends_at", session.registration_ends_at},
          {"on_date", session.on_date}});
  });
}

}  // namespace opora
