#include "scheduling/store/sessions.h"

#include "scheduling/store/localized_text.h"
#include "scheduling/store/rows.h"

namespace opora {

using namespace scheduling;

namespace {

constexpr Statement kLoad(
    "SELECT id, round_id, project_id, room_id, kind, title, topic, audience, local_start, duration_minutes, capacity, "
    "local_registration_end, site_id, time_zone, starts_at_us, registration_ends_at_us, published "
    "FROM sessions WHERE id = :id");
constexpr Statement kSave(
    "INSERT INTO sessions (id, round_id, project_id, room_id, kind, title, topic, audience, local_start, "
    "duration_minutes, capacity, local_registration_end, site_id, time_zone, starts_at_us, ends_at_us, "
    "registration_ends_at_us, published) "
    "VALUES (:id, :round_id, :project_id, :room_id, :kind, :title, :topic, :audience, :local_start, "
    ":duration_minutes, :capacity, :local_registration_end, :site_id, :time_zone, :starts_at_us, :ends_at_us, "
    ":registration_ends_at_us, :published) "
    "ON CONFLICT (id) DO UPDATE SET round_id = excluded.round_id, project_id = excluded.project_id, "
    "room_id = excluded.room_id, kind = excluded.kind, title = excluded.title, topic = excluded.topic, "
    "audience = excluded.audience, local_start = excluded.local_start, "
    "duration_minutes = excluded.duration_minutes, capacity = excluded.capacity, "
    "local_registration_end = excluded.local_registration_end, site_id = excluded.site_id, "
    "time_zone = excluded.time_zone, starts_at_us = excluded.starts_at_us, ends_at_us = excluded.ends_at_us, "
    "registration_ends_at_us = excluded.registration_ends_at_us, published = excluded.published");
constexpr Statement kLastBookingBefore(
    "SELECT starts_at_us, ends_at_us FROM sessions "
    "WHERE room_id = :room_id AND published = 1 AND starts_at_us < :end ORDER BY starts_at_us DESC LIMIT 1");
constexpr Statement kListAfter(
    "SELECT id FROM sessions WHERE round_id = :round_id AND (starts_at_us, id) > (:starts_at_us, :id) "
    "ORDER BY starts_at_us, id LIMIT :limit");

Session from_row(const Row& row) {
  Session session;
  SessionPlan& plan = session.plan;
  plan.id = row.id<SessionId>(0);
  plan.round = row.id<RoundId>(1);
  plan.project = row.id<ProjectId>(2);
  plan.room = row.id<RoomId>(3);
  plan.kind = static_cast<SessionKind>(row.integer(4));
  plan.title = localized_text(row.text(5));
  plan.topic = row.text(6);
  plan.audience = row.text(7);
  plan.local_start = row.text(8);
  plan.duration = std::chrono::minutes(row.integer(9));
  plan.capacity = static_cast<std::int32_t>(row.integer(10));
  plan.local_registration_end = row.text(11);
  session.site = row.id<SiteId>(12);
  session.time_zone = row.text(13);
  session.starts_at = row.instant(14);
  session.registration_ends_at = row.instant(15);
  session.published = row.boolean(16);
  return session;
}

}  // namespace

std::vector<Session> Stored<Session>::load(Sql& sql, std::span<const Key> keys) {
  return values_of<Session>(sql.query_each(kLoad, keys, bind_id), from_row);
}

void Stored<Session>::save(Sql& sql, std::span<const Session> values) {
  sql.execute_each(kSave, values, [](const Session& session, const auto& next) {
    const SessionPlan& plan = session.plan;
    next({{"id", plan.id},
          {"round_id", plan.round},
          {"project_id", plan.project},
          {"room_id", plan.room},
          {"kind", static_cast<int>(plan.kind)},
          {"title", to_column(plan.title)},
          {"topic", plan.topic},
          {"audience", plan.audience},
          {"local_start", plan.local_start},
          {"duration_minutes", std::int64_t{plan.duration.count()}},
          {"capacity", plan.capacity},
          {"local_registration_end", plan.local_registration_end},
          {"site_id", session.site},
          {"time_zone", session.time_zone},
          {"starts_at_us", session.starts_at},
          {"ends_at_us", session.ends_at()},
          {"registration_ends_at_us", session.registration_ends_at},
          {"published", session.published}});
  });
}

namespace scheduling {

Result<std::optional<Booking>> last_booking_before(Reader& reader, const RoomId& room, Instant end) {
  TRY(rows, reader.query(kLastBookingBefore, {{"room_id", room}, {"end", end}}));
  if (rows.empty()) return std::optional<Booking>();
  return std::optional(Booking{rows[0].instant(0), rows[0].instant(1)});
}

PageCursor cursor_of(const Session& session) { return {session.starts_at.us, session.plan.id.value}; }

Result<std::vector<Session>> sessions_after(Reader& reader, const RoundId& round, const PageCursor& after, int limit) {
  TRY(rows, reader.query(kListAfter, {{"round_id", round},
                                      {"starts_at_us", after.number},
                                      {"id", after.id},
                                      {"limit", limit}}));
  const auto ids = values_of<SessionId>(rows, [](const Row& row) { return row.id<SessionId>(0); });
  return reader.load_all<Session>(ids);
}

}  // namespace scheduling
}  // namespace opora
