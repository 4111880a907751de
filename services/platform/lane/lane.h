// The lane: one order of writes over one database. Every command that waits is executed in one batch, each on the state the
// earlier ones left, and committed together; the answers go out after the commit and not before.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "platform/clock/clock.h"
#include "platform/event_log/event_log.h"
#include "platform/ids/ids.h"
#include "platform/lane/transaction.h"
#include "platform/result/result.h"
#include "platform/sql/database.h"

namespace opora {

// What became of a command: its serialised response, or a refusal; and the lane's position after it, for reading one's writes.
struct Answer {
  Result<std::string> response;
  LogHead head;
  bool remembered = false;  // it is the first answer to this request id, given again
};

// A command on its way through the lane. Bytes in, bytes out: the lane knows no protobuf.
struct Command {
  std::string caller;        // the token's subject
  std::string method;        // the request message's full name
  std::string request_id;    // a UUID; empty for one that nobody retries
  std::string request_hash;  // of the request's bytes
  std::optional<std::chrono::steady_clock::time_point> deadline;
  std::function<Result<std::string>(Transaction&)> run;  // may be called several times, never after `done`
  std::function<void(Answer)> done;                      // called once, from the executor
};

// Events of one source on their way into a service, in order.
struct Delivery {
  std::string source;
  std::string epoch;
  std::vector<LogRecord> records;
};

// How far a service has come with a source.
struct Consumed {
  std::string epoch;
  std::int64_t position = 0;
};

struct LaneOptions {
  std::string name;                // the service
  int batch_count_max = 512;       // commands a batch
  int queue_count_max = 4096;      // commands waiting; more are refused
  int delivery_count_max = 256;    // events a consumer's transaction
  std::chrono::hours remember{7 * 24};
  std::optional<bool> prefetch;    // unset: prefetch unless the database's trips are free
};

// Applies one event. Refusing means that it can't be applied: it is parked with the reason.
using ApplyEvent = std::function<Result<void>(Transaction&, const std::string& source, const LogRecord&)>;
// Runs a timer's command: method, request.
using RunTimer = std::function<Result<std::string>(Transaction&, const Timer&)>;

// An event that could not be applied, or waits behind one.
struct Parked {
  std::string source;
  LogRecord record;
  std::string reason;
  std::string message;
};

// What a lane does, for whoever measures it. Called from the executor's thread.
struct LaneObserver {
  virtual ~LaneObserver() = default;
  virtual void batch_committed(std::size_t /*commands*/, std::size_t /*events*/, std::chrono::nanoseconds /*took*/) {}
  virtual void batch_failed(const std::string& /*why*/) {}
  virtual void delivered(const std::string& /*source*/, std::int64_t /*position*/, std::size_t /*events*/) {}
  virtual void parked(const Parked&) {}
};

class Lane {
 public:
  // `database` carries platform_migrations(). None of the references may die before the lane.
  Lane(Database& database, const Clock& clock, IdSource& ids, LaneOptions options, ApplyEvent apply, RunTimer run_timer,
       LaneObserver& observer);

  // ---- From any thread ----
  // Queues a command. Refused at once, with `done` never called, when the queue is full (QUEUE_FULL) or the lane is draining.
  Result<void> offer(Command command);
  // Queues events of a source; `done` is called when they are committed, parked, skipped as known, or refused:
  //   EVENT_GAP       the first is not the next one expected: read from `consumed` on
  //   EPOCH_CHANGED   the source was restored: the read models must be rebuilt
  void offer(Delivery delivery, std::function<void(Result<void>)> done);
  // Runs something alone, between batches, as a transaction of its own: operators' work.
  void offer_alone(std::function<Result<std::string>(Transaction&)> run, std::function<void(Answer)> done);
  // Waits until there is work, a timer is due, or the time has passed.
  void wait(std::chrono::milliseconds at_most);
  // Refuses new commands from now on.
  void drain();
  std::size_t waiting_count() const;
  LogHead head() const;  // committed
  // The service's log, read in place.
  std::shared_ptr<EventLog> log();

  // ---- From the executor's thread only ----
  // Executes one batch of commands and due timers, then at most one delivery. Returns whether there was anything to do.
  // An engine's error is answered to those it concerns; nothing of theirs is written.
  bool run_once();
  // How far this service has come with a source.
  Consumed consumed(const std::string& source);
  // Tries parked events of a source again (all keys if `key` is empty), in order; a key stops at its first failure.
  // At start, with `unknown_only`, only those parked as unknown types.
  struct Retried { std::int64_t applied = 0, parked = 0; };
  Retried retry_parked(const std::string& source, const std::string& key);
  bool skip_parked(const std::string& source, std::int64_t position);
};

// The lane's own tables, in every service's database.
Migrations platform_migrations();

}  // namespace opora
