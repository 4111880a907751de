// Follows one log into one lane: history first, then live, from the position the lane itself keeps. Every 200 ms it
// compares that position with the log's head, so a lost wake-up, or a lost last event, is noticed too.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "platform/events/log/event_log.h"
#include "platform/lane/lane.h"

namespace opora {

class Follower {
 public:
  struct Calls {
    std::function<void(std::int64_t position, std::int64_t head)> moved;  // the lane has come further with this log
    std::function<void(const Error&)> stopped;                            // following is over for good
    std::function<void()> distrusted;  // events that somebody between has brought are not the owner's: thrown away
    // What it times its questions to the owner by; the system's clock when unset.
    std::function<std::chrono::steady_clock::time_point()> steady_now = {};
  };
  // `ready_lag`: as many events behind the log's head as this, and it counts as caught up.
  Follower(std::shared_ptr<EventLog> log, Lane& lane, std::int64_t ready_lag, Calls calls);
  ~Follower() { stop(); }

  void start();
  void ask_to_stop();  // and doesn't wait
  void stop();

  // Offers the next events to the lane if there are any and none are under way. Returns whether it did anything.
  bool step();

  // Another process may have moved the lane's position: looks. Throws EngineError. Thread-safe.
  void poll_remote_commits();

  // Somebody waits for what comes: the next events are not gathered. Thread-safe.
  void hurry();

  const std::string& name() const { return log_->name(); }
  HistoryPoint position() const;     // what the lane has committed
  // What its owner told last of the log's head, and when.
  struct Heard {
    LogHead head;
    std::chrono::steady_clock::time_point at;
  };
  Heard heard() const;
  // It was near the head once, past where that was when the first was read, with all made of it that this build can; or
  // the log's owner could not be asked for some seconds: services don't wait for each other to be well. How far behind
  // it falls later is for metrics to tell.
  bool caught_up() const { return caught_up_; }
  std::optional<Error> failure() const;  // why it has stopped for good

 private:
  void run();
  std::chrono::steady_clock::time_point steady_now() const {
    return calls_.steady_now ? calls_.steady_now() : std::chrono::steady_clock::now();
  }
  void delivered(const Result<void>& result);
  bool is_pausing() const;
  bool is_under_way() const;
  void pause_offering(bool moved);
  bool give_up(Error error);
  void note_stop(const std::string& reason);
  void note_that_it_goes_on();
  bool has_read_all_at_first();
  void note_trouble();
  bool goes_on_from(const HistoryPoint& from, const LogHead& head);
  bool judge(const HistoryPoint& from, const LogHead& head, const Compared& told);
  bool has_lost_some_itself(const HistoryPoint& from);
  bool may_try_again(const HistoryPoint& from, const LogHead& head);
  void offer(Delivery delivery);
  bool learn_again(const HistoryPoint& from);
  bool lacks_next(const HistoryPoint& from, const LogHead& head, const std::vector<LogRecord>& records);

  std::shared_ptr<EventLog> log_;
  Lane& lane_;
  const std::int64_t ready_lag_;
  const Calls calls_;

  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  HistoryPoint position_;
  Heard heard_;
  std::atomic<bool> caught_up_ = false;
  // step()'s own: whether this build has made what it can of what was read, as far as is known, and when that was
  // looked at.
  bool has_learnt_ = false, is_turn_to_learn_ = false;
  bool has_read_all_at_first_ = false;  // likewise
  std::chrono::steady_clock::time_point looked_at_;
  // When the owner was last told what was read, and since when it says that its log does not hold that.
  std::chrono::steady_clock::time_point compared_at_;
  std::optional<std::chrono::steady_clock::time_point> doubted_since_;
  std::optional<std::chrono::steady_clock::time_point> lacking_since_;  // what comes next, though the head says more
  bool was_carried_ = false;  // what is under way, by somebody between
  bool is_broken_ = false;  // what the owner itself told does not come after what was read
  std::optional<std::chrono::steady_clock::time_point> troubled_since_;  // with nothing read since
  bool under_way_ = false;
  bool has_work_ = true;
  bool backlog_ = false;   // the last delivery was as large as can be: more is likely to wait
  bool hurried_ = false;
  bool stopping_ = false;
  std::chrono::steady_clock::time_point offered_at_, next_try_at_;  // after trouble there is none before that
  std::chrono::milliseconds retry_after_;
  std::optional<Error> failure_;
  // The database says so, or will: the lane's, which may outlive this.
  const std::shared_ptr<std::atomic<bool>> is_stop_noted_ = std::make_shared<std::atomic<bool>>(false);

  EventLog::Subscription subscription_;
  std::thread thread_;
};

}  // namespace opora
