// The jobs of a running service: between its lane, its contract and its database.
#include "platform/lane/jobs.h"
#include "platform/service/running_service.h"

namespace opora {

void RunningService::make_job_runner() {
  const auto look = [this](const std::function<void(Snapshot&)>& use) {
    const auto session = database_->read();
    IdentityMap identity_map(session->sql());
    Snapshot snapshot(identity_map, lane_->time().now(), "");
    use(snapshot);
  };
  jobs_ = std::make_unique<JobRunner>(
      *lane_, options_.job_thread_count,
      JobRunner::Calls{
          .run =
              [this, look](const Job& job) {
                Outside outside(look);
                return binding_->run_job(outside, job);
              },
          .take_in = [this](Transaction& tx, const Timer& found) { return binding_->run_timer(tx, found); },
          .failed = [this](const Job& job,
                           const Error& error) { observer_.job_failed(service_.name, job, error); }});
}

bool RunningService::step_lane() {
  const bool is_busy = lane_->run_once();
  return jobs_->hand_out() || is_busy;
}

std::int64_t RunningService::late_job_count() {
  return count_late_jobs(database_->read()->sql(), lane_->time().now());
}

}  // namespace opora
