#include "platform/lane/timers.h"

namespace opora {
namespace {

const Statement kDue{
    "SELECT id, due_at, method, request FROM timers WHERE due_at <= :now ORDER BY due_at, id LIMIT :limit"};
const Statement kNextDue{"SELECT due_at FROM timers ORDER BY due_at LIMIT 1"};
const Statement kWrite{
    "INSERT INTO timers (id, due_at, method, request) VALUES (:id, :due_at, :method, :request) "
    "ON CONFLICT (id) DO UPDATE SET due_at = excluded.due_at, method = excluded.method, request = excluded.request"};
const Statement kDelete{"DELETE FROM timers WHERE id = :id"};

}  // namespace

std::vector<Timer> due_timers(Sql& sql, Instant now, int limit) {
  std::vector<Timer> timers;
  for (const Row& row : sql.query(kDue, {{"now", now}, {"limit", limit}}))
    timers.push_back({row.text(0), row.instant(1), row.text(2), row.bytes(3)});
  return timers;
}

std::optional<Instant> next_due(Sql& sql) {
  const Rows rows = sql.query(kNextDue);
  if (rows.empty()) return std::nullopt;
  return rows[0].instant(0);
}

void write_timers(Sql& sql, std::span<const Timer> timers) {
  sql.execute_each(kWrite, timers, [](const Timer& timer, const auto& next) {
    next({{"id", timer.id}, {"due_at", timer.due}, {"method", timer.method}, {"request", Blob{timer.request}}});
  });
}

void delete_timers(Sql& sql, std::span<const std::string> ids) {
  sql.execute_each(kDelete, ids, [](const std::string& id, const auto& next) { next({{"id", id}}); });
}

}  // namespace opora
