// ServiceHost as it runs: one lane, one query pool, one runner of jobs, one follower a source. See service_host.h for
// what it promises.
#pragma once

#include <atomic>
#include <thread>

#include "platform/events/delivery/follower.h"
#include "platform/events/delivery/relay.h"
#include "platform/limits/name_limits.h"
#include "platform/service/binding.h"
#include "platform/service/job_runner.h"
#include "platform/service/query_pool.h"
#include "platform/service/service_operations.h"
#include "platform/service/service_parts.h"
#include "platform/service/unknown_events.h"

namespace opora {

class RunningService final : public ServiceHost, private LaneObserver {
 public:
  RunningService(Service service, std::unique_ptr<Database> database, HostOptions options, HostObserver& observer);
  ~RunningService() override;
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
  bool step_follow(const std::string& source) override;
  std::vector<Checked> check_invariants() override { return operations_->check_invariants(); }
  std::vector<Parked> parked(int limit) override { return lane_->parked(limit); }
  std::int64_t parked_count() override { return operations_->parked_count(); }
  Result<Lane::Retried> retry_parked(const std::string& source, const std::string& key) override {
    return operations_->retry_parked(source, key);
  }
  Result<Lane::Retried> skip_parked(const std::string& source, std::int64_t position) override {
    return operations_->skip_parked(source, position);
  }
  Result<std::int64_t> republish(std::int64_t from_position) override;
  std::optional<std::int64_t> parked_lately() override { return operations_->parked_lately(); }
  std::optional<std::int64_t> late_jobs_lately() override { return operations_->late_jobs_lately(); }
  std::int64_t wal_bytes() const override { return database_->wal_bytes(); }
  std::size_t waiting_count() const override { return lane_->waiting_count(); }
  bool ready() const override;
  ClockState clock() const override { return lane_->time().state(); }
  std::optional<Instant> commits_lost_at() const override { return lane_->commits_lost_at(); }
  std::optional<Instant> server_changed_at() const override { return lane_->server_changed_at(); }
  Result<void> confirm_time(Instant told) override { return lane_->time().confirm(told); }

 private:
  struct Prepared;  // a call that was let in, with its request parsed
  struct AwaitingPositions {
    std::chrono::steady_clock::time_point since, deadline;
    std::map<std::string, LogHead> seen;
    std::shared_ptr<Prepared> prepared;
  };

  Result<std::shared_ptr<Prepared>> prepare(const BoundMethod& method, Call& call);
  void finish(Prepared& prepared, Answer answer);
  bool reads_uncounted(const Caller& caller) const;
  Result<void> check_names(const BoundMethod& method, const Caller& caller, const std::string& share);
  Result<void> check_given_names(const Prepared& prepared);
  void note_names(const Prepared& prepared, const std::string& response);
  void note_told(Prepared& prepared, const Told& told);
  void dispatch(const std::shared_ptr<Prepared>& prepared);
  void dispatch_command(const std::shared_ptr<Prepared>& prepared);
  void dispatch_query(const std::shared_ptr<Prepared>& prepared);
  Error full(bool of_one);
  Answer run_query(Prepared& prepared);
  void make_job_runner();
  bool has_reached(const std::map<std::string, LogHead>& seen) const;
  bool is_beyond(const AwaitingPositions& waiting) const;
  void await_positions(AwaitingPositions waiting);
  void release_waiting();
  void on_notice(std::string_view notice);
  void start_relay();

  void batch_committed(std::size_t commands, std::size_t events, std::chrono::nanoseconds took) override {
    observer_.batch_committed(service_.name, commands, events, took);
  }
  void batch_cut(BatchBound bound) override { observer_.batch_cut(service_.name, bound); }
  void batch_failed(const std::string& why) override { observer_.batch_failed(service_.name, why); }
  void delivered(const std::string&, std::int64_t, std::size_t) override {}
  void parked(const Parked& parked) override { observer_.event_parked(service_.name, parked); }
  void clock_judged(const ClockState& state) override { observer_.clock_judged(service_.name, state); }
  void time_put_right(std::chrono::microseconds by) override { observer_.time_put_right(service_.name, by); }
  void commits_lost(std::int64_t after_position, std::int64_t up_to_position) override {
    observer_.commits_lost(service_.name, after_position, up_to_position);
  }
  void server_changed(const std::string& from, const std::string& to) override {
    observer_.server_changed(service_.name, from, to);
  }

  const Service service_;
  std::unique_ptr<Database> database_;
  const HostOptions options_;
  HostObserver& observer_;
  std::optional<Binding> binding_;
  std::vector<Method> methods_;
  std::unique_ptr<Lane> lane_;
  QueryPool queries_;
  std::optional<ServiceParts> parts_;
  std::unique_ptr<JobRunner> jobs_;
  NameLimits names_;
  std::optional<UnknownEvents> unknown_;
  std::vector<std::unique_ptr<Follower>> followers_;
  std::vector<std::shared_ptr<EventLog>> followed_;
  std::optional<ServiceOperations> operations_;
  std::unique_ptr<Relay> relay_;
  Database::Watch watch_;
  std::thread executor_;
  std::atomic<bool> started_{false};
  std::atomic<bool> stopping_{false};
  std::atomic<unsigned> share_refused_{0};
  std::atomic<bool> drained_{false};  // nothing new can come: the executor ends when its queues are empty

  std::mutex waiting_mutex_;
  std::vector<AwaitingPositions> waiting_;
};

}  // namespace opora
