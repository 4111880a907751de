// One transaction of the lane: what is done on the way is kept in memory, sent together at the end, and gone if it
// fails.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "platform/lane/answers.h"
#include "platform/lane/lane_time.h"
#include "platform/lane/outbox.h"
#include "platform/lane/transaction.h"
#include "platform/sql/database.h"

namespace opora {

// The disk failed while committing: the outcome is not known.
class CommitLost : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A transaction that has taken the lane before it is known what will be done in it. Rolls back unless a batch takes it
// over.
class Turn {
 public:
  explicit Turn(Database& database);  // waits for it; throws EngineError
  Turn(Turn&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  ~Turn();
  void hand_over() { database_ = nullptr; }

 private:
  Database* database_;
};

// Runs `work` in a transaction of its own that is no batch. Throws what that throws, and EngineError, with nothing
// written.
void transact(Database& database, const std::function<void(Sql&)>& work);

// Throws EngineError, of the kind `clock`, where the time can't be told.
void require_clock(const LaneTime& time);

// What a batch asks for in the trip that takes the lane.
struct Prefetch {
  // Names keys; reads nothing, since others may still write.
  std::function<void(IdentityMap&)> want = [](IdentityMap&) {};
  std::function<void(Sql&)> read = [](Sql&) {};  // called twice on a network (Sql::read_together)
};

class Batch {
 public:
  // Begins, unless in a turn that was taken, and takes the lane before anything is read. Throws EngineError: of the
  // kind `clock` when the time can't be told here.
  Batch(Database& database, LaneTime& time, const Prefetch& first = {}, std::optional<Turn> turn = std::nullopt);
  ~Batch();  // rolls back what was not committed
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  IdentityMap& identity_map() { return identity_map_; }
  Sql& sql() { return database_.writer(); }
  // The batch's time, and whether it was confirmed. By a time that was not, only what can be undone is decided, and the
  // lane's own time, which events carry, stays where it was.
  Instant now() const { return now_; }
  bool is_confirmed() const { return is_confirmed_; }
  // The lane's time as this batch found it, which may be the time of another process's batch, and as it leaves it. Two
  // batches of the same microsecond do no harm.
  Instant time_found() const { return time_found_; }
  Instant time_left() const { return row_.batch_time; }
  // A clock was wrong by which the lane's time was told: its commit sets that back.
  bool puts_time_right() const { return time_left() < time_found(); }
  // The log's head after what was absorbed so far.
  LogHead head() const { return {row_.epoch, row_.head}; }
  // Whether its events get digests: those of a log that has some without, at its end, get none.
  bool is_chained() const { return is_chained_; }
  const std::string& history_key() const { return row_.history_key; }
  // Where the log ends when this is committed; before, where it was found to end.
  LogEnd end() const { return {head(), row_.digest, row_.history_key}; }

  // Takes what a command left behind; gives its events their positions.
  void absorb(Effects effects);
  void forget_timer(const std::string& id);
  // They failed, and may have failed at each try since `trying_since`.
  void postpone_timers(std::vector<Timer> timers, Instant trying_since);
  void forget_job(const std::string& id);
  // They are taken until then; or they failed, as postpone_timers().
  void lease_jobs(std::vector<Job> jobs, Instant until);
  void postpone_jobs(std::vector<Job> jobs, Instant trying_since);
  // Something was written directly, and not as a value that the batch holds. touch(): other processes have to look at
  // it; touch_quietly(): they need not.
  void touch() { wrote_ = touched_ = true; }
  void touch_quietly() { wrote_ = true; }
  // What comes after is of another epoch, since others have read up to a position that this log has lost.
  void begin_epoch(const LostEnd& lost);

  // Writes everything and commits; `answers` may be null. Without anything to write, ends without a commit.
  // Throws EngineError (rolled back) or CommitLost.
  void commit(Answers* answers);
  std::size_t event_count() const { return records_.size(); }
  // What its commands or events have written so far.
  void count_rows(std::size_t rows) { row_count_ += rows; }
  std::size_t row_count() const { return row_count_; }
  bool timers_changed() const {
    return !timers_.empty() || !forgotten_timers_.empty() || !postponed_timers_.empty();
  }
  std::optional<Instant> next_due() const { return next_due_; }  // after commit(), when timers changed
  bool jobs_changed() const { return !jobs_.empty() || !forgotten_jobs_.empty() || !moved_jobs_.empty(); }
  std::optional<Instant> next_job() const { return next_job_; }  // likewise

 private:
  void announce();
  void chain_events();
  void write_timers_and_jobs();

  Database& database_;
  IdentityMap identity_map_;
  LaneRow row_;
  Instant time_found_;
  std::int64_t head_found_ = 0;
  bool is_chained_ = false;
  Instant now_;
  bool is_confirmed_;
  std::vector<LogRecord> records_;
  std::vector<Timer> timers_;
  std::vector<std::string> forgotten_timers_;
  std::vector<Timer> postponed_timers_;
  Instant trying_since_;
  std::optional<Instant> next_due_;
  std::vector<Job> jobs_;
  std::vector<std::string> forgotten_jobs_;
  std::vector<std::pair<Job, Instant>> moved_jobs_;  // and when each is tried
  std::optional<Instant> next_job_;
  std::size_t row_count_ = 0;
  bool wrote_ = false;
  bool touched_ = false;
  bool open_ = true;
};

}  // namespace opora
