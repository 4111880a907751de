// ServiceHost as it runs: makes, starts and stops, in their order, one lane, one query pool, one runner of jobs, what
// runs sealed methods, one follower a source and a relay; each of what is between them has a header of its own. See
// service_host.h for what it promises.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "platform/events/delivery/follower.h"
#include "platform/events/delivery/relay.h"
#include "platform/service/binding.h"
#include "platform/service/call_gate.h"
#include "platform/service/call_runner.h"
#include "platform/service/job_runner.h"
#include "platform/service/lane_news.h"
#include "platform/service/name_reads.h"
#include "platform/service/position_waiter.h"
#include "platform/service/query_pool.h"
#include "platform/service/sealed_calls.h"
#include "platform/service/service_operations.h"
#include "platform/service/service_parts.h"
#include "platform/service/unknown_events.h"

namespace opora {

class RunningService final : public ServiceHost {
 public:
  RunningService(Service service, std::unique_ptr<Database> database, HostOptions options, HostObserver& observer);
  ~RunningService() override;
  // Makes all that it runs of. Nothing else may be called before, or if it is refused.
  Result<void> bind();

  const Service& service() const override { return service_; }
  const std::vector<Method>& methods() const override { return methods_; }
  void call(std::size_t method, Call call, std::function<void(Answer)> done) override;
  std::shared_ptr<EventLog> log() override { return lane_->log(); }
  void follow(std::shared_ptr<EventLog> source) override;
  Consumed consumed(const std::string& source) override { return lane_->consumed(source); }
  std::vector<std::string> sources() const override;
  void start() override;
  void stop() override;
  bool step_lane() override;
  bool step_query() override { return queries_.step(); }
  bool step_job() override { return jobs_->step(); }
  bool step_sealed() override { return sealed_->step(); }
  bool step_follow(const std::string& source) override;
  std::vector<Checked> check_invariants() override { return operations_->check_invariants(); }
  std::vector<Parked> parked(int limit) override { return lane_->parked(limit); }
  std::int64_t parked_count() override { return operations_->parked_count(); }
  Result<RetriedEvents> retry_parked(const std::string& source, const std::string& key) override {
    return operations_->retry_parked(source, key);
  }
  Result<RetriedEvents> skip_parked(const std::string& source, std::int64_t position) override {
    return operations_->skip_parked(source, position);
  }
  Result<std::int64_t> republish(std::int64_t from_position) override;
  std::optional<std::int64_t> parked_lately() override { return operations_->parked_lately(); }
  std::optional<std::int64_t> late_jobs_lately() override { return operations_->late_jobs_lately(); }
  std::vector<std::pair<std::string, std::int64_t>> overdue_lately() override { return operations_->overdue_lately(); }
  std::optional<Instant> sealed_turned_away_at() const override { return sealed_->turned_away_at(); }
  std::int64_t wal_bytes() const override { return database_->wal_bytes(); }
  std::size_t waiting_count() const override { return lane_->waiting_count(); }
  bool ready() const override;
  ClockState clock() const override { return lane_->time().state(); }
  std::optional<Instant> commits_lost_at() const override { return lane_->commits_lost_at(); }
  std::optional<Instant> server_changed_at() const override { return lane_->server_changed_at(); }
  Result<void> confirm_time(Instant told) override { return lane_->time().confirm(told); }

 private:
  Result<void> seal_tables();
  void make_job_runner();
  void start_relay();
  void execute();  // on the executor's thread
  void empty_log_in_time();
  bool knows_the_past(bool is_busy);
  void on_notice(std::string_view notice);

  const Service service_;
  std::unique_ptr<Database> database_;
  const HostOptions options_;
  HostObserver& observer_;
  // The executor's.
  bool knows_the_past_ = false;
  bool may_know_more_ = true;  // than when it last asked
  std::chrono::steady_clock::time_point ask_of_past_at_;
  std::chrono::steady_clock::time_point empty_log_at_ = std::chrono::steady_clock::now() + options_.log_emptied_every;
  std::atomic<bool> started_{false};
  std::atomic<bool> stopping_{false};
  std::atomic<bool> drained_{false};  // nothing new can come: the executor ends when its queues are empty
  LaneNews news_;
  std::optional<Binding> binding_;
  std::vector<Method> methods_;

  // bind() makes the lane, and then what works on it, which goes before it.
  std::unique_ptr<Lane> lane_;
  QueryPool queries_;
  std::optional<ServiceParts> parts_;
  std::optional<NameReads> names_;
  std::optional<CallGate> gate_;
  std::optional<CallRunner> runner_;
  std::optional<SealedCalls> sealed_;
  std::unique_ptr<JobRunner> jobs_;
  std::optional<UnknownEvents> unknown_;
  std::vector<std::unique_ptr<Follower>> followers_;
  std::vector<std::shared_ptr<EventLog>> followed_;
  std::optional<PositionWaiter> positions_;
  std::optional<ServiceOperations> operations_;
  std::unique_ptr<Relay> relay_;
  Database::Watch watch_;
  std::thread executor_;
};

}  // namespace opora
