#include "platform/service/service_operations.h"

#include <algorithm>
#include <iterator>

#include "platform/lane/jobs.h"
#include "platform/lane/relay_lease.h"
#include "platform/service/in_lane.h"
#include "platform/service/platform_invariants.h"
#include "platform/sql/rows.h"
#include "platform/sql/sealed_tables.h"

namespace opora {
namespace {

constexpr std::chrono::milliseconds kCountWithin{200};

}  // namespace

// By this process; what another one has given up stands in the database as well.
ServiceHost::Checked ServiceOperations::check_followers() const {
  ServiceHost::Checked checked{"This process follows every log.",
                               {static_cast<std::int64_t>(followers_.size()), {}}};
  for (const auto& follower : followers_)
    if (const auto failure = follower->failure())
      checked.finding.violated_by(follower->name() + ": stopped, " + failure->reason);
  return checked;
}

std::vector<ServiceHost::Checked> ServiceOperations::check_invariants() {
  const Service& service = parts_.service;
  std::vector<ServiceHost::Checked> all;
  ReadModels live;
  {
    const SealedPass pass(SealedAccess::all);
    const auto session = parts_.database.read();
    IdentityMap identity_map(session->sql());
    Snapshot snapshot(identity_map, parts_.lane.time().now(), "");
    all = check_all(platform_invariants(), snapshot);
    all.push_back(check_followers());
    std::ranges::move(check_all(service.invariants, snapshot), std::back_inserter(all));
    live = copy_read_models(service, parts_.binding, session->sql());
  }
  all.push_back(check_rebuild(service, parts_.binding, live, followed_, *parts_.options.clock, parts_.stopping));
  return all;
}

std::int64_t ServiceOperations::parked_count() {
  static const Statement kCount{"SELECT COUNT(*) FROM parked"};
  return only<std::int64_t>(parts_.database.read()->sql().query(kCount));
}

std::int64_t ServiceOperations::late_job_count() {
  return count_late_jobs(parts_.database.read()->sql(), parts_.lane.time().now());
}

std::int64_t ServiceOperations::overdue_count(const Overdue& overdue) {
  const auto session = parts_.database.read();
  IdentityMap identity_map(session->sql());
  Snapshot snapshot(identity_map, parts_.lane.time().now(), "");
  const auto count = overdue.count(snapshot);
  if (!count) throw EngineError(EngineError::Kind::busy, "how much is overdue is not known: " + count.error().reason);
  return *count;
}

std::optional<std::int64_t> ServiceOperations::parked_lately() {
  return count_lately(parked_lately_, [this] { return parked_count(); });
}

std::optional<std::int64_t> ServiceOperations::late_jobs_lately() {
  return count_lately(late_jobs_lately_, [this] { return late_job_count(); });
}

std::vector<std::pair<std::string, std::int64_t>> ServiceOperations::overdue_lately() {
  std::vector<std::pair<std::string, std::int64_t>> counts;
  for (std::size_t at = 0; at < overdue_lately_.size(); ++at) {
    const Overdue& overdue = parts_.service.overdue[at];
    const auto count = count_lately(overdue_lately_[at], [this, &overdue] { return overdue_count(overdue); });
    if (count) counts.emplace_back(overdue.what, *count);
  }
  return counts;
}

// Whoever looks at metrics is not kept waiting by a database that stands still.
std::optional<std::int64_t> ServiceOperations::count_lately(CountedLately& lately,
                                                            const std::function<std::int64_t()>& count) {
  if (!parts_.options.threads) return count();
  std::unique_lock lock(lately.mutex);
  const auto count_now = [&lately, count] {
    std::optional<std::int64_t> counted;
    try {
      counted = count();
    } catch (const EngineError&) {
      // It is not known then.
    }
    const std::lock_guard counting(lately.mutex);
    lately.count = counted;
    lately.is_counting = false;
    lately.counted.notify_all();
  };
  if (!lately.is_counting) lately.is_counting = parts_.queries.offer("", count_now) == QueryPool::Offered::taken;
  lately.counted.wait_for(lock, kCountWithin, [&lately] { return !lately.is_counting; });
  return lately.count;
}

Result<RetriedEvents> ServiceOperations::retry_parked(const std::string& source, const std::string& key) {
  TRY(retried, retry_in_turns({source, key}));
  if (retried.applied_count == 0 && retried.parked_count == 0)
    return refuse(Code::not_found, "NOT_PARKED", "No event of this source and key is parked.");
  return retried;
}

// Commands and deliveries get their turns between the pieces, however many events are parked.
Result<RetriedEvents> ServiceOperations::retry_in_turns(EventRetry retry) {
  for (bool is_under_way = true; is_under_way;) {
    TRY(more, in_lane<bool>(parts_, [&]() -> Result<bool> { return parts_.lane.retry_parked(retry); }));
    is_under_way = more;
  }
  return retry.so_far;
}

Result<RetriedEvents> ServiceOperations::skip_parked(const std::string& source, std::int64_t position) {
  TRY(key, in_lane<std::string>(parts_, [&]() -> Result<std::string> {
        auto skipped = parts_.lane.skip_parked(source, position);
        if (!skipped)
          return refuse(Code::not_found, "NOT_PARKED", "There is no parked event at this position of this source.");
        return *std::move(skipped);
      }));
  return retry_in_turns({source, std::move(key)});
}

Result<std::int64_t> ServiceOperations::republish(std::int64_t from_position) {
  return in_lane<std::int64_t>(parts_, [&]() -> Result<std::int64_t> {
    parts_.lane.transact([&](Sql& sql) { rewind_relay(sql, from_position - 1); });
    return parts_.lane.head().position;
  });
}

}  // namespace opora
