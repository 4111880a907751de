// A running service: its database, lane, readers and consumers, behind one call. Transport-free: the gRPC adapter, the
// tests and the simulation all come in here, so policy, validation and idempotency are enforced in this one place.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "platform/events/log/carrier.h"
#include "platform/lane/lane.h"
#include "platform/policy/caller.h"
#include "platform/service/service.h"

namespace opora {

// What a service runs on. All of it outlives the host.
struct HostOptions {
  const MachineClock* clock = nullptr;
  IdSource* ids = nullptr;
  LaneOptions lane;
  int query_thread_count = 1;
  int query_queue_count_max = 1024;
  int job_thread_count = 1;          // jobs that run at once
  // Calls of sealed methods: how many may be under way, most of them in wait for one commit; how many more may wait;
  // how many may be worked at, each with a view of the database at times; how many may come in a second, 0 for any.
  int sealed_thread_count = 64;
  std::size_t sealed_queue_count_max = 512;
  int sealed_running_max = 2;
  std::int64_t sealed_calls_a_second = 0;
  // What was deleted where a service has sealed tables, its keys too, is in the write-ahead log for about so long.
  std::chrono::milliseconds log_emptied_every = std::chrono::hours(1);
  std::int64_t ready_lag = 1000;     // ready once no more events behind the head of any log it follows
  std::int64_t names_an_hour = 0;    // people's names that one caller may read here; 0: as many as they like
  int waiting_for_positions_max = 1024;  // calls that wait for positions they have seen
  // A replica of a log's owner may know less than another for so long: a position that is behind the log's end then is
  // nobody's.
  std::chrono::milliseconds heads_are_late_at_most = std::chrono::seconds(2);
  std::chrono::milliseconds wait_for_positions_at_most = std::chrono::seconds(10);  // whatever the caller's deadline
  // What followers time their questions to logs' owners by; the system's clock when unset.
  std::function<std::chrono::steady_clock::time_point()> steady_now;
  MakeCarrier make_carrier;          // where this service's events are carried to; empty: nowhere
  // Without: the caller steps it (tests, simulation), and dropping a host that was not stopped is a crash.
  bool threads = true;
};

// Told of everything a host does; the metrics and logs are made from it. Thread-safe. Never sees a request's content.
struct HostObserver {
  virtual ~HostObserver() = default;
  virtual void call_ended(const std::string& /*service*/, const std::string& /*method*/,
                          const Error* /*refusal or null*/, std::chrono::nanoseconds /*took*/) {}
  // A call was refused with a reason, or a code of it, that the method's contract doesn't declare: a mistake of ours.
  virtual void refused_undeclared(const std::string& /*service*/, const std::string& /*method*/, const Error&) {}
  virtual void batch_committed(const std::string& /*service*/, std::size_t /*commands*/, std::size_t /*events*/,
                               std::chrono::nanoseconds /*took*/) {}
  virtual void batch_cut(const std::string& /*service*/, BatchBound) {}
  virtual void batch_failed(const std::string& /*service*/, const std::string& /*why*/) {}
  virtual void consumer_moved(const std::string& /*service*/, const std::string& /*source*/, std::int64_t /*position*/,
                              std::int64_t /*head*/) {}
  virtual void consumer_stopped(const std::string& /*service*/, const std::string& /*source*/, const Error&) {}
  // What was carried as the source's events turned out to be others, and is read from the source.
  virtual void events_distrusted(const std::string& /*service*/, const std::string& /*source*/) {}
  // Each second while a relay runs: how much of the log has arrived where it is carried, and whether this process
  // carries it.
  virtual void relay_moved(const std::string& /*service*/, std::int64_t /*arrived*/, std::int64_t /*head*/,
                           bool /*is_held*/) {}
  virtual void relay_troubled(const std::string& /*service*/, const Error&) {}
  // Somebody was told what people are called: by whose token, and how many. For the audit.
  virtual void names_read(const std::string& /*service*/, const std::string& /*method*/, const Caller&,
                          std::int64_t /*names*/) {}
  // Somebody gave a name that is not the stranger's whose they said it to be.
  virtual void wrong_name_given(const std::string& /*service*/, const std::string& /*method*/, const Caller&) {}
  // What so many people are called was deleted, since its time was over.
  virtual void names_gone(const std::string& /*service*/, std::int64_t /*names*/) {}
  virtual void event_parked(const std::string& /*service*/, const Parked&) {}
  // A job failed, or what it found was refused: it is tried again later.
  virtual void job_failed(const std::string& /*service*/, const Job&, const Error&) {}
  // As LaneObserver's.
  virtual void clock_judged(const std::string& /*service*/, const ClockState&) {}
  virtual void time_put_right(const std::string& /*service*/, std::chrono::microseconds /*by*/) {}
  virtual void commits_lost(const std::string& /*service*/, std::int64_t /*after_position*/,
                            std::int64_t /*up_to_position*/) {}
  virtual void server_changed(const std::string& /*service*/, const std::string& /*from*/, const std::string& /*to*/) {}
};

// One call of a method.
struct Call {
  Caller caller;
  std::string request;  // serialised
  std::optional<std::chrono::steady_clock::time_point> deadline;
  std::map<std::string, LogHead> seen;  // positions by log that the answer must reflect; waited for until the deadline
};

// A method as a transport needs it.
struct Method {
  std::string path;  // "/opora.registration.v1.RegistrationService/RegisterGroup"
  std::string name;  // "RegisterGroup"
  std::size_t index;
  const google::protobuf::Descriptor* request = nullptr;
  bool is_sealed = false;    // nothing of a call is kept: not that it came, either
  bool takes_token = true;   // false: anybody may call it, and whoever does is not asked who they are
};

class ServiceHost {
 public:
  // Refused with CONTRACT_INCOMPLETE, naming what is missing, when a method has no handler, no policy or no place for a
  // grant, or a handler no method, or a sealed method is not what it has to be; with STATEMENTS_WRITTEN_DOWN when its
  // database keeps a record of what is written to sealed tables.
  static Result<std::unique_ptr<ServiceHost>> make(Service service, std::unique_ptr<Database> database,
                                                   HostOptions options, HostObserver& observer);
  virtual ~ServiceHost() = default;

  virtual const Service& service() const = 0;
  virtual const std::vector<Method>& methods() const = 0;

  // Calls a method. Never blocks; `done` is called once, from whichever thread has the answer. Thread-safe.
  virtual void call(std::size_t method, Call call, std::function<void(Answer)> done) = 0;

  // The service's events. Thread-safe.
  virtual std::shared_ptr<EventLog> log() = 0;
  // Follows another service's events, in place or remote. Before start().
  virtual void follow(std::shared_ptr<EventLog> source) = 0;
  // The logs it needs, by name: those of the services whose events it has handlers for.
  virtual std::vector<std::string> sources() const = 0;

  // How far it has come with a log, before it starts.
  virtual Consumed consumed(const std::string& source) = 0;

  // Starts the executor, the readers, the followers, the jobs and what runs sealed methods.
  virtual void start() = 0;
  // Refuses new calls, answers those it has, stops. Nothing answered is lost. Idempotent.
  virtual void stop() = 0;

  // Without threads only: does one piece of work that is ready, if there is any. Returns whether there was.
  virtual bool step_lane() = 0;
  virtual bool step_query() = 0;
  virtual bool step_job() = 0;
  virtual bool step_sealed() = 0;
  virtual bool step_follow(const std::string& source) = 0;

  // Operators' work; each waits for its turn in the lane and blocks the caller meanwhile.
  struct Checked {
    std::string invariant;
    Invariant::Finding finding;
  };
  virtual std::vector<Checked> check_invariants() = 0;
  virtual std::vector<Parked> parked(int limit) = 0;
  virtual std::int64_t parked_count() = 0;
  virtual Result<RetriedEvents> retry_parked(const std::string& source, const std::string& key) = 0;
  virtual Result<RetriedEvents> skip_parked(const std::string& source, std::int64_t position) = 0;
  // Carries the events from this position on once more, to where they are carried. Returns the log's head.
  virtual Result<std::int64_t> republish(std::int64_t from_position) = 0;

  // How this process's clock stands, for this service; an operator confirms the time with the reasons of
  // LaneTime::confirm(). Both at once, from any thread.
  virtual ClockState clock() const = 0;
  // When its database was last found to have lost commits that others had read, if ever.
  virtual std::optional<Instant> commits_lost_at() const = 0;
  // When its database was last found on another server than before, if ever.
  virtual std::optional<Instant> server_changed_at() const = 0;
  virtual Result<void> confirm_time(Instant told) = 0;

  // For health and metrics.
  // As parked_count(), or as it last was, if the database doesn't answer at once; nothing if that is not known.
  virtual std::optional<std::int64_t> parked_lately() = 0;
  // The same of jobs that are more than an hour late.
  virtual std::optional<std::int64_t> late_jobs_lately() = 0;
  // The same of each kind of Service::overdue; without those of which it is not known.
  virtual std::vector<std::pair<std::string, std::int64_t>> overdue_lately() = 0;
  // The hour in which calls of sealed methods were last turned away for want of room, if ever since the start.
  virtual std::optional<Instant> sealed_turned_away_at() const = 0;
  virtual std::int64_t wal_bytes() const = 0;
  virtual std::size_t waiting_count() const = 0;
  // Started, its database answers, its clock is not far from the database's, and its consumers have caught up once
  // (HostOptions::ready_lag), past what their sources had when the first event was read.
  virtual bool ready() const = 0;
};

}  // namespace opora
