#include "platform/lane/timers.h"

#include <algorithm>

#include "platform/sql/rows.h"

namespace opora {
namespace {

const Statement kDue{
    "SELECT id, due_at, method, request FROM timers WHERE try_at <= :now AND due_at <= :confirmed "
    "ORDER BY try_at, id LIMIT :limit"};
const Statement kStillDue{"SELECT id FROM timers WHERE id = :id AND due_at = :due_at"};
const Statement kNextDue{"SELECT try_at FROM timers ORDER BY try_at LIMIT 1"};
const Statement kWrite{
    "INSERT INTO timers (id, due_at, try_at, method, request) VALUES (:id, :due_at, :due_at, :method, :request) "
    "ON CONFLICT (id) DO UPDATE SET due_at = excluded.due_at, try_at = excluded.try_at, method = excluded.method, "
    "request = excluded.request"};
const Statement kDelete{"DELETE FROM timers WHERE id = :id"};
const Statement kPostpone{"UPDATE timers SET try_at = :try_at WHERE id = :id AND due_at = :due_at"};
const Statement kHurry{"UPDATE timers SET try_at = due_at WHERE try_at <> due_at"};

constexpr std::chrono::microseconds kRetryAfterMin = std::chrono::minutes(1);

}  // namespace

std::vector<Timer> due_timers(Sql& sql, Instant now, Instant confirmed, int limit) {
  return values_of<Timer, std::string, Instant, std::string, std::string>(
      sql.query(kDue, {{"now", now}, {"confirmed", confirmed}, {"limit", limit}}));
}

std::set<std::string> timers_still_due(Sql& sql, std::span<const Timer* const> timers) {
  if (timers.empty()) return {};
  const auto ids =
      values_of<std::string>(sql.query_each(kStillDue, timers, [](const Timer* timer, const auto& next) {
        next({{"id", timer->id}, {"due_at", timer->due}});
      }));
  return {ids.begin(), ids.end()};
}

std::optional<Instant> next_due(Sql& sql) {
  return first_of<Instant>(sql.query(kNextDue));
}

void write_timers(Sql& sql, std::span<const Timer> timers) {
  sql.execute_each(kWrite, timers, [](const Timer& timer, const auto& next) {
    next({{"id", timer.id}, {"due_at", timer.due}, {"method", timer.method}, {"request", Blob{timer.request}}});
  });
}

void delete_timers(Sql& sql, std::span<const std::string> ids) {
  sql.execute_each(kDelete, ids, [](const std::string& id, const auto& next) { next({{"id", id}}); });
}

void postpone_timers(Sql& sql, std::span<const Timer> timers, Instant trying_since, Instant now) {
  sql.execute_each(kPostpone, timers, [&](const Timer& timer, const auto& next) {
    next({{"try_at", try_again_at(timer.due, trying_since, now)}, {"id", timer.id}, {"due_at", timer.due}});
  });
}

Instant try_again_at(Instant due, Instant trying_since, Instant now) {
  const std::chrono::microseconds late{now.us - std::max(due, trying_since).us};
  return now + std::clamp<std::chrono::microseconds>(late, kRetryAfterMin, kRetryAfterMax);
}

void hurry_timers(Sql& sql) { sql.execute(kHurry); }

}  // namespace opora
