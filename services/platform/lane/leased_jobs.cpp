#include "platform/lane/leased_jobs.h"

#include <optional>
#include <utility>

#include "platform/lane/jobs.h"
#include "platform/lane/log_history.h"
#include "platform/lane/timers.h"

namespace opora {
namespace {

// When the database can't be written.
constexpr std::chrono::seconds kLookAgainAfter{60};
}  // namespace

// The lane is taken before any is chosen, so no two replicas choose the same.
std::vector<Job> LeasedJobs::take(int at_most) {
  if (at_most <= 0 || !lane_.known.job_at.has_come(lane_.time.now()) || !lane_.time.is_confirmed()) return {};
  try {
    std::optional<Batch> batch(std::in_place, lane_.database, lane_.time);
    require_history(lane_, *batch);
    // In a commit of its own: it moves what stands, and a job that was chosen before would be given out unleased.
    if (batch->puts_time_right()) {
      batch->touch();
      writer_.commit(*batch);
      batch.emplace(lane_.database, lane_.time);
    }
    if (!batch->is_confirmed()) return {};
    const Instant now = batch->now();
    const Instant never = now + lane_.options.job_lease + kRetryAfterMax + kPeersAgree;
    std::vector<Job> jobs = due_jobs(batch->sql(), now, never, at_most);
    if (jobs.empty()) {
      lane_.known.job_at.set(next_job(batch->sql()));
      return jobs;
    }
    batch->lease_jobs(jobs, now + lane_.options.job_lease);
    writer_.commit(*batch);
    return jobs;
  } catch (const EngineError& error) {
    lane_.observer.batch_failed(error.what());
    lane_.known.job_at.set(lane_.time.now() + kLookAgainAfter);
    return {};
  }
}

void LeasedJobs::put_off(std::vector<Job> jobs, Instant trying_since) {
  try {
    Batch batch(lane_.database, lane_.time);
    require_history(lane_, batch);
    batch.postpone_jobs(std::move(jobs), trying_since);
    writer_.commit(batch);
  } catch (const EngineError& error) {
    lane_.observer.batch_failed(error.what());
  }
}

}  // namespace opora
