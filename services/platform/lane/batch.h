// One transaction of the lane: what is done on the way is kept in memory, sent together at the end, and gone if it
// fails.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "platform/lane/answers.h"
#include "platform/lane/outbox.h"
#include "platform/lane/transaction.h"
#include "platform/sql/database.h"

namespace opora {

// The disk failed while committing: the outcome is not known.
class CommitLost : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// What a batch asks for in the trip that takes the lane.
struct FirstTrip {
  std::function<void(Working&)> want = [](Working&) {};  // names keys; reads nothing, since others may still write
  std::function<void(Sql&)> read = [](Sql&) {};          // called twice on a network (Sql::read_together)
  bool is_begun = false;                                 // the transaction is open, and the lane taken
};

class Batch {
 public:
  // Begins, and takes the lane before anything is read. Throws EngineError.
  Batch(Database& database, Instant clock_now, const FirstTrip& first = {});
  ~Batch();  // rolls back what was not committed
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  Working& working() { return working_; }
  Sql& sql() { return database_.writer(); }
  // The batch's time: max(clock, the lane's last time).
  Instant now() const { return row_.batch_time; }
  // The log's head after what was absorbed so far; and before.
  LogHead head() const { return {row_.epoch, row_.head}; }
  std::int64_t head_found() const { return row_.head - static_cast<std::int64_t>(records_.size()); }

  // Takes what a command left behind; gives its events their positions.
  void absorb(Effects effects);
  void forget_timer(const std::string& id);
  void postpone_timer(Timer timer);  // it failed
  // Something was written past the working set, of which the head does not tell.
  void touch() { wrote_ = touched_ = true; }

  // Writes everything and commits; `answers` may be null. Without anything to write, ends without a commit.
  // Throws EngineError (rolled back) or CommitLost.
  void commit(Answers* answers);
  std::size_t event_count() const { return records_.size(); }
  bool timers_changed() const {
    return !timers_.empty() || !forgotten_timers_.empty() || !postponed_timers_.empty();
  }
  std::optional<Instant> next_due() const { return next_due_; }  // after commit(), when timers changed

 private:
  void announce();

  Database& database_;
  Working working_;
  LaneRow row_;
  std::vector<LogRecord> records_;
  std::vector<Timer> timers_;
  std::vector<std::string> forgotten_timers_;
  std::vector<Timer> postponed_timers_;
  std::optional<Instant> next_due_;
  bool wrote_ = false;
  bool touched_ = false;
  bool open_ = true;
};

}  // namespace opora
