// The lane: one order of writes over one database. Every command that waits is executed in one batch, each on the state
// the earlier ones left, and committed together; the answers go out after the commit and not before.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock/clock.h"
#include "platform/events/log/event_log.h"
#include "platform/ids/ids.h"
#include "platform/lane/command.h"
#include "platform/lane/delivery.h"
#include "platform/lane/lane_observer.h"
#include "platform/lane/lane_options.h"
#include "platform/lane/lane_time.h"
#include "platform/lane/sealed_work.h"
#include "platform/lane/transaction.h"
#include "platform/result/result.h"
#include "platform/sql/database.h"

namespace opora {

class Lane {
 public:
  // `database` carries platform_migrations(). None of the references may die before the lane.
  Lane(Database& database, const MachineClock& clock, IdSource& ids, LaneOptions options, ApplyEvent apply,
       RunTimer run_timer, LaneObserver& observer);
  ~Lane();

  // ---- From any thread ----
  // Queues a command. Refused at once, with `done` never called, when the queue is full (QUEUE_FULL), when the caller
  // has too many in it (SHARE_FULL), or when the lane is draining.
  Result<void> offer(Command command);
  // Whether the queue has room for a command now. Asked before anything else is done for it.
  Result<void> check_room(const std::string& share, std::size_t bytes) const;
  // Queues events of a source; `done` is called when they are committed, parked, skipped as known, or refused:
  //   EVENT_GAP       the first is not the next one expected: read from `consumed` on
  //   EPOCH_CHANGED   the source was restored: the read models must be rebuilt
  //   HISTORY_DIFFERS the first new event does not follow what was read before: it is not from the owner's log, or the
  //                   owner has another log now
  void offer(Delivery delivery, std::function<void(Result<void>)> done);
  // Runs something on the executor's thread, between batches: operators' work.
  // False, and never run, once the lane is draining.
  bool offer_alone(std::function<void()> work);
  // Queues what a sealed method writes: committed with others of its kind, and never with anything else. Refused with
  // SHUTTING_DOWN once the lane is draining, with `done` never called. Whoever offers bounds how much of it waits.
  Result<void> offer_sealed(SealedWork work);
  // Waits until there is work, a timer is due, or the time has passed.
  void wait(std::chrono::milliseconds at_most);
  // Refuses new commands from now on.
  void drain();
  std::size_t waiting_count() const;  // but for what is sealed
  std::size_t sealed_waiting_count() const;
  LogHead head() const;  // committed
  // Whether anybody has heard of the database lately: always, unless expect_remote_commits() was called.
  bool is_in_touch() const;
  // When the database was last found to have lost commits that others had read, if ever.
  std::optional<Instant> commits_lost_at() const;
  // When the database was last found on another server than before, if ever.
  std::optional<Instant> server_changed_at() const;
  // What time it is here. Commands and queries go by it.
  LaneTime& time() { return *time_; }
  // Another process has committed and announced this. False if that does not say what has changed: then
  // poll_remote_commits().
  bool on_remote_commit(std::string_view notice);
  // Another process may have committed: looks how far the log goes now, and when the next timer is due. Throws
  // EngineError.
  void poll_remote_commits();
  // Somebody calls poll_remote_commits() each second from now on.
  void expect_remote_commits();
  // The service's log, read in place.
  std::shared_ptr<EventLog> log();

  // ---- From the executor's thread only ----
  // Executes one batch of commands and due timers, then what is sealed, then at most one step of a delivery. Returns
  // whether there was anything to do.
  // An engine's error is answered to those it concerns; nothing of theirs is written.
  bool run_once();
  // Commits what sealed methods have offered, as part of run_once(). Returns whether there was any.
  bool run_sealed();
  // Takes the jobs that are due by a confirmed time, at most so many, and leases them: no replica takes them meanwhile.
  // Whoever runs one offers a Command with what it has found. None in an engine's trouble, which the observer is told.
  std::vector<Job> take_jobs(int at_most);
  // They failed: they are tried later, as timers that fail are. Nothing in an engine's trouble: the lease ends.
  void put_off_jobs(std::vector<Job> jobs);
  // Runs `work` in a transaction of its own, in the lane's turn. Throws EngineError, with nothing written.
  void transact(const std::function<void(Sql&)>& work);
  // How far this service has come with a source.
  Consumed consumed(const std::string& source);
  // After which position an older build has made less of a source's events than this one can; nothing if it hasn't.
  // Those up to the consumed position are to be delivered once more, as `is_learnt_again`. Thread-safe.
  std::optional<std::int64_t> learnt_until(const std::string& source);
  // Whether it has read of a source all that was there when it began to, or that there was nothing. Thread-safe.
  bool has_read_all_at_first(const std::string& source);
  // How far that went; 0 where it isn't known. Thread-safe.
  std::int64_t first_head(const std::string& source);
  // Notes why it reads no more of a source, for whoever asks the database; an empty reason, that it does. Throws
  // EngineError.
  void note_stopped(const std::string& source, const std::string& reason);
  // Whether that is noted of it. Thread-safe.
  bool is_noted_stopped(const std::string& source);
  // Parked events, the oldest first.
  std::vector<Parked> parked(int limit);
  // Tries the next parked events of a retry again, as many as fit one transaction; where some can't be applied, further
  // transactions find out which. Returns false when there are no more: call it until then, with other turns between. A
  // key stops at its first failure.
  bool retry_parked(EventRetry& retry);
  // Gives one parked event up for good; returns its key. Nothing if it is not parked.
  std::optional<std::string> skip_parked(const std::string& source, std::int64_t position);

 private:
  bool run_alone();

  Database& database_;
  std::unique_ptr<LaneTime> time_;
  const LaneOptions options_;
  const ApplyEvent apply_;

  // Thread-safe, each by itself.
  std::unique_ptr<class Inbox> inbox_;
  std::unique_ptr<struct LastKnown> known_;
  std::shared_ptr<class OutboxLog> log_;
  std::unique_ptr<class ServerWatch> server_;

  // The executor's own.
  std::unique_ptr<class ClockWatch> clock_;
  std::unique_ptr<class BatchWriter> writer_;
  std::unique_ptr<class LogHistory> history_;
  std::unique_ptr<class DueTimers> timers_;
  std::unique_ptr<class CommandRun> commands_;
  std::unique_ptr<class EventApplier> events_;
  std::unique_ptr<class ParkedEvents> parked_;
  std::unique_ptr<class LeasedJobs> jobs_;
  std::unique_ptr<class SealedWrites> sealed_;
};

// The lane's own tables, in every service's database.
Migrations platform_migrations();

}  // namespace opora
