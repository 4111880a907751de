#include "platform/lane/jobs.h"

#include "platform/lane/lane_time.h"
#include "platform/sql/rows.h"

namespace opora {
namespace {

// Each half reads a range of an index, however many jobs are put off between them.
const Statement kDue{
    "SELECT id, due_at, method, request FROM ("
    "SELECT * FROM (SELECT id, due_at, try_at, method, request FROM jobs WHERE try_at <= :now AND due_at <= :now "
    "ORDER BY try_at, id LIMIT :limit) d UNION ALL "
    "SELECT * FROM (SELECT id, due_at, try_at, method, request FROM jobs WHERE try_at > :never AND due_at <= :now "
    "ORDER BY try_at, id LIMIT :limit) n) j ORDER BY try_at, id LIMIT :limit"};
const Statement kStillToDo{"SELECT id FROM jobs WHERE id = :id AND due_at = :due_at"};
const Statement kNext{"SELECT try_at FROM jobs ORDER BY try_at LIMIT 1"};
const Statement kLate{"SELECT COUNT(*) FROM jobs WHERE due_at < :since"};
const Statement kWrite{
    "INSERT INTO jobs (id, due_at, try_at, method, request) VALUES (:id, :due_at, :due_at, :method, :request) "
    "ON CONFLICT (id) DO UPDATE SET due_at = excluded.due_at, try_at = excluded.try_at, method = excluded.method, "
    "request = excluded.request"};
const Statement kDelete{"DELETE FROM jobs WHERE id = :id"};
const Statement kMove{"UPDATE jobs SET try_at = :try_at WHERE id = :id AND due_at = :due_at"};
const Statement kStand{
    "INSERT INTO jobs (id, due_at, try_at, method, request) VALUES (:id, :now, :now, :method, :request) "
    "ON CONFLICT (id) DO UPDATE SET due_at = excluded.due_at, try_at = excluded.try_at "
    "WHERE jobs.due_at > :soon OR jobs.try_at > :leased"};

}  // namespace

std::vector<Job> due_jobs(Sql& sql, Instant now, Instant never, int limit) {
  return values_of<Job, std::string, Instant, std::string, std::string>(
      sql.query(kDue, {{"now", now}, {"never", never}, {"limit", limit}}));
}

std::set<std::string> jobs_still_to_do(Sql& sql, std::span<const Job* const> jobs) {
  if (jobs.empty()) return {};
  const auto ids = values_of<std::string>(sql.query_each(kStillToDo, jobs, [](const Job* job, const auto& next) {
    next({{"id", job->id}, {"due_at", job->due}});
  }));
  return {ids.begin(), ids.end()};
}

std::optional<Instant> next_job(Sql& sql) { return first_of<Instant>(sql.query(kNext)); }

std::int64_t count_late_jobs(Sql& sql, Instant now) {
  return only<std::int64_t>(sql.query(kLate, {{"since", now - std::chrono::hours(1)}}));
}

void write_jobs(Sql& sql, std::span<const Job> jobs) {
  sql.execute_each(kWrite, jobs, [](const Job& job, const auto& next) {
    next({{"id", job.id}, {"due_at", job.due}, {"method", job.method}, {"request", Blob{job.request}}});
  });
}

void delete_jobs(Sql& sql, std::span<const std::string> ids) {
  sql.execute_each(kDelete, ids, [](const std::string& id, const auto& next) { next({{"id", id}}); });
}

void move_jobs(Sql& sql, std::span<const std::pair<Job, Instant>> jobs) {
  sql.execute_each(kMove, jobs, [](const auto& moved, const auto& next) {
    next({{"try_at", moved.second}, {"id", moved.first.id}, {"due_at", moved.first.due}});
  });
}

void set_standing_jobs(Sql& sql, std::span<const Job> jobs, Instant now, std::chrono::microseconds lease) {
  const Instant soon = now + kPeersAgree;
  const Instant leased = now + lease + kPeersAgree;
  sql.execute_each(kStand, jobs, [&](const Job& job, const auto& next) {
    next({{"id", job.id},
          {"now", now},
          {"method", job.method},
          {"request", Blob{job.request}},
          {"soon", soon},
          {"leased", leased}});
  });
}

}  // namespace opora
