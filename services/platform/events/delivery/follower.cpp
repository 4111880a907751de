#include "platform/events/delivery/follower.h"

#include <algorithm>

#include <pthread.h>

namespace opora {
namespace {

constexpr int kReadMax = 1024;  // events a delivery
constexpr std::chrono::milliseconds kCompareEvery{200};
constexpr std::chrono::milliseconds kRetryAfter{50};
// Events that the database could not take are offered less and less often: while it stands still each try costs others
// the time that it is given.
constexpr std::chrono::milliseconds kOfferAfterMax{2'000};
// Between two deliveries, unless there is a backlog: events that come in quick succession are applied together, since a
// commit for each would cost the disk more than the commands they tell of. The first after a pause is applied at once,
// and so is what somebody waits for.
constexpr std::chrono::milliseconds kGather{25};
constexpr std::chrono::seconds kWaitForOwner{5}, kDoubtAtMost{10};
// The owner is told so often what was read of its log, so that it notices should it have lost some of it; and so often
// while something is wrong.
constexpr std::chrono::milliseconds kCompareHistoryEvery{2'000}, kCompareInDoubtEvery{200};

// An older replica beside this one makes less of what it applies.
constexpr std::chrono::seconds kLookForLessEvery{1};

Error epoch_changed(const std::string& name) {
  return {Code::conflict, "EPOCH_CHANGED",
          "The log of " + name + " goes on from another past than what was read: rebuild what was read from it."};
}

}  // namespace

Follower::Follower(std::shared_ptr<EventLog> log, Lane& lane, std::int64_t ready_lag, Calls calls)
    : log_(std::move(log)),
      lane_(lane),
      ready_lag_(ready_lag),
      calls_(std::move(calls)),
      position_(lane_.consumed(log_->name())),
      has_learnt_(!lane_.learnt_until(log_->name())),
      retry_after_(kRetryAfter) {}

void Follower::start() {
  subscription_ = log_->subscribe([this] {
    {
      const std::lock_guard lock(mutex_);
      has_work_ = true;
    }
    changed_.notify_one();
  });
  thread_ = std::thread([this] {
    pthread_setname_np(pthread_self(), ("follow " + name()).substr(0, 15).c_str());
    run();
  });
}

void Follower::ask_to_stop() {
  subscription_.reset();
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
}

void Follower::stop() {
  ask_to_stop();
  if (thread_.joinable()) thread_.join();
}

void Follower::run() {
  while (true) {
    {
      std::unique_lock lock(mutex_);
      const auto soonest = next_try_at_ - std::chrono::steady_clock::now();
      const auto pause = is_pausing() ? std::min<std::chrono::nanoseconds>(kCompareEvery, soonest) : kCompareEvery;
      changed_.wait_for(lock, pause, [this] {
        return stopping_ || (has_work_ && !under_way_ && !is_pausing() && !failure_);
      });
      if (stopping_) {
        changed_.wait(lock, [this] { return !under_way_; });
        return;
      }
      if (is_pausing()) continue;
    }
    if (!step()) continue;
    std::unique_lock lock(mutex_);
    if (!backlog_) changed_.wait_for(lock, kGather, [this] { return stopping_ || hurried_; });
    hurried_ = false;
  }
}

void Follower::hurry() {
  {
    const std::lock_guard lock(mutex_);
    hurried_ = true;
  }
  changed_.notify_all();
}

bool Follower::step() {
  HistoryPoint from;
  if (const auto stopped = failure()) {
    note_stop(stopped->reason);
    return false;
  }
  {
    const std::lock_guard lock(mutex_);
    if (under_way_ || stopping_) return false;
    has_work_ = false;
    from = position_;
  }
  try {
    const LogHead head = log_->head();
    {
      const std::lock_guard lock(mutex_);
      heard_ = {head, std::chrono::steady_clock::now()};
    }
    if (head.position - from.position <= ready_lag_ && has_learnt_ && has_read_all_at_first()) caught_up_ = true;
    if (!goes_on_from(from, head)) return is_under_way();
    // New events and those that are learnt again take turns.
    is_turn_to_learn_ = !is_turn_to_learn_;
    if (is_turn_to_learn_ && learn_again(from)) return true;
    std::vector<LogRecord> records = log_->next(head.epoch, from.position, kReadMax);
    {
      const std::lock_guard lock(mutex_);
      troubled_since_.reset();
    }
    if (lacks_next(from, head, records)) return false;
    // That there was nothing to be read is worth knowing too: it need not be waited for.
    const bool is_news = !records.empty() || (from.epoch.empty() && head.position == 0 && !has_read_all_at_first());
    if (!is_news) return !is_turn_to_learn_ && learn_again(from);
    offer({name(), head.epoch, std::move(records), log_->history_key(), {}, false, head.position});
    return true;
  } catch (const EngineError&) {
    // Trouble of the engine is retried for ever.
    note_trouble();
    return false;
  }
}

bool Follower::has_read_all_at_first() {
  has_read_all_at_first_ = has_read_all_at_first_ || lane_.has_read_all_at_first(name());
  return has_read_all_at_first_;
}

// A log has no gaps, so what comes next is there as soon as its head says so; unless it is still on its way, or
// somebody between has lost it. Whoever waited for good for what its owner itself does not have would tell stale
// figures.
bool Follower::lacks_next(const HistoryPoint& from, const LogHead& head, const std::vector<LogRecord>& records) {
  const auto begins_with_next = [&](const std::vector<LogRecord>& found) {
    return !found.empty() && found.front().position <= from.position + 1;
  };
  const bool is_carried = !records.empty() && records.front().is_carried;
  if (head.position <= from.position || begins_with_next(records) || is_carried) {
    lacking_since_.reset();
    return false;
  }
  const auto now = steady_now();
  if (!lacking_since_) lacking_since_ = now;
  if (now - *lacking_since_ < kDoubtAtMost) return true;
  lacking_since_.reset();  // looked at anew, should it be there after all
  if (!begins_with_next(log_->read(from.position, 1)))
    give_up({Code::conflict, "EVENTS_MISSING",
             "The log of " + name() + " does not have the event that comes after position " +
                 std::to_string(from.position) + ", though it goes on."});
  return true;
}

// Offers what an older build has made less of, if there is any.
bool Follower::learn_again(const HistoryPoint& from) {
  const auto now = std::chrono::steady_clock::now();
  if (from.position == 0 || (has_learnt_ && now - looked_at_ < kLookForLessEvery)) return false;
  looked_at_ = now;
  const auto until = lane_.learnt_until(name());
  has_learnt_ = !until;
  if (!until) return false;
  std::vector<LogRecord> records = log_->read(*until, kReadMax);
  std::erase_if(records, [&](const LogRecord& record) { return record.position > from.position; });
  if (records.empty()) return false;
  offer({.source = name(), .epoch = from.epoch, .records = std::move(records), .is_learnt_again = true});
  return true;
}

void Follower::offer(Delivery delivery) {
  was_carried_ = std::ranges::any_of(delivery.records, &LogRecord::is_carried);
  {
    const std::lock_guard lock(mutex_);
    under_way_ = true;
    backlog_ = delivery.records.size() == static_cast<std::size_t>(kReadMax);
  }
  offered_at_ = std::chrono::steady_clock::now();
  lane_.offer(std::move(delivery), [this](const Result<void>& result) { delivered(result); });
}

// Whether the log, as its owner has it, is still the one that was read. The owner is told what was read now and then,
// and whenever something looks wrong.
bool Follower::goes_on_from(const HistoryPoint& from, const LogHead& head) {
  if (from.epoch.empty()) return true;
  const bool looks_wrong = is_broken_ || head.epoch != from.epoch;
  const auto now = steady_now();
  if (now - compared_at_ < (looks_wrong || doubted_since_ ? kCompareInDoubtEvery : kCompareHistoryEvery))
    return !looks_wrong && !doubted_since_;
  compared_at_ = now;
  try {
    return judge(from, head, log_->compare(from));
  } catch (const EngineError&) {
    compared_at_ = steady_now();  // the next one may wait as long
    throw;
  }
}

bool Follower::judge(const HistoryPoint& from, const LogHead& head, const Compared& told) {
  // The head may be one that was told before.
  const LogHead& end = told.head.epoch.empty() ? head : told.head;
  const bool is_other_epoch = end.epoch != from.epoch;
  const bool differs = told.standing == Standing::differs;
  if (differs && has_lost_some_itself(from)) return false;
  if (differs && is_other_epoch) {
    // An owner that has begun another epoch knows that it has lost something.
    give_up(epoch_changed(name()));
    return false;
  }
  const bool is_in_doubt =
      differs ||
      (told.standing == Standing::unknown && (is_other_epoch || end.position < from.position));
  if (is_in_doubt || is_broken_) return may_try_again(from, end) && !is_in_doubt;
  doubted_since_.reset();
  if (told.standing == Standing::unknown) return true;
  // What comes next may still be wrong; if it isn't, the position moves.
  if (end.position == from.position) note_that_it_goes_on();
  const HistoryPoint to{end.epoch, from.position, told.digest.empty() ? from.digest : told.digest};
  // A log that ends before it did at first was restored, and nobody who had read what it lost has told it so.
  if (to == from && lane_.first_head(name()) <= end.position) return head.epoch == from.epoch;
  offer({name(), to.epoch, {}, {}, Delivery::Renamed{from, to}, false, end.position});
  return false;
}

// A process before this one, or another beside it, has stopped at a log that was not this one: at another database that
// stood in its place for a while, or at one that has been brought back.
void Follower::note_that_it_goes_on() {
  if (!lane_.is_noted_stopped(name())) return;
  lane_.offer_alone([&lane = lane_, source = name()] {
    try {
      lane.note_stopped(source, "");
    } catch (const EngineError&) {
      // It is looked at again.
    }
  });
}

// This service's own database may have been taken back along with the owner's: then what was read is what it says.
bool Follower::has_lost_some_itself(const HistoryPoint& from) {
  const Consumed kept = lane_.consumed(name());
  if (kept == from) return false;
  std::int64_t head = 0;
  {
    const std::lock_guard lock(mutex_);
    position_ = kept;
    head = heard_.head.position;
  }
  calls_.moved(kept.position, std::max(head, kept.position));
  return true;
}

// A replica of the owner's may know less than the one that told our own replica, and digests may still be made: only
// what stays so is taken for a loss.
bool Follower::may_try_again(const HistoryPoint& from, const LogHead& end) {
  const auto now = steady_now();
  is_broken_ = false;
  if (!doubted_since_) doubted_since_ = now;
  if (now - *doubted_since_ < kDoubtAtMost) return true;
  if (end.epoch != from.epoch) return give_up(epoch_changed(name()));
  if (end.position < from.position)
    return give_up(
        {Code::conflict, "POSITION_AHEAD", "The log of " + name() + " ends before what was read from it: rebuild."});
  return give_up({Code::conflict, "HISTORY_DIFFERS",
                  "The log of " + name() + " is not the one that was read: rebuild what was read from it."});
}

void Follower::note_trouble() {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  next_try_at_ = now + kRetryAfter;
  if (!troubled_since_) troubled_since_ = now;
  if (now - *troubled_since_ >= kWaitForOwner) caught_up_ = true;
}

void Follower::poll_remote_commits() {
  const Consumed consumed = lane_.consumed(name());
  std::int64_t head = 0;
  {
    const std::lock_guard lock(mutex_);
    head = heard_.head.position;
    // What this process has under way tells of itself.
    if (under_way_ || (consumed.position <= position_.position && consumed.epoch == position_.epoch)) return;
    position_ = consumed;
  }
  calls_.moved(consumed.position, std::max(head, consumed.position));
}

bool Follower::give_up(Error error) {
  {
    const std::lock_guard lock(mutex_);
    failure_ = error;
  }
  note_stop(error.reason);
  calls_.stopped(error);
  return false;
}

// For whoever asks another replica, or looks at none: in the database. What can't be written now is tried again.
void Follower::note_stop(const std::string& reason) {
  if (is_stop_noted_->exchange(true)) return;
  lane_.offer_alone([&lane = lane_, source = name(), reason, is_noted = is_stop_noted_] {
    try {
      lane.note_stopped(source, reason);
    } catch (const EngineError&) {
      *is_noted = false;
    }
  });
}

bool Follower::is_pausing() const { return std::chrono::steady_clock::now() < next_try_at_; }

// Longer each time, and for as long as the try itself has taken, so that at most half of the lane's time goes into it.
void Follower::pause_offering(bool moved) {
  const auto now = std::chrono::steady_clock::now();
  retry_after_ = moved ? kRetryAfter : std::min(retry_after_ * 2, kOfferAfterMax);
  next_try_at_ = now + std::max<std::chrono::steady_clock::duration>(retry_after_, now - offered_at_);
}

// On the lane's thread.
void Follower::delivered(const Result<void>& result) {
  const bool differs = !result && result.error().reason == "HISTORY_DIFFERS";
  if (differs && was_carried_) {
    log_->distrust();
    calls_.distrusted();
  }
  is_broken_ = differs && !was_carried_;
  bool moved = false;
  std::int64_t position = 0;
  std::int64_t head = 0;  // as it was heard: asking for it now could fail, and nobody here could do anything about it
  try {
    const Consumed consumed = lane_.consumed(name());
    const std::lock_guard lock(mutex_);
    moved = consumed.position != position_.position;
    position_ = consumed;
    position = consumed.position;
    head = heard_.head.position;
    // A gap is no trouble: what is missing is read next, and so is what was carried wrongly.
    // What was of another epoch than another process has gone on to is for the owner to judge.
    if (!result && result.error().reason != "EVENT_GAP" && !(differs && was_carried_)) pause_offering(moved);
    else retry_after_ = kRetryAfter;
  } catch (const EngineError&) {
    const std::lock_guard lock(mutex_);
    pause_offering(false);
  }
  if (moved) calls_.moved(position, std::max(head, position));
  {
    // Last of all: from here on stop() may end, and the follower with it.
    const std::lock_guard lock(mutex_);
    under_way_ = false;
    has_work_ = true;
    changed_.notify_all();
  }
}

HistoryPoint Follower::position() const {
  const std::lock_guard lock(mutex_);
  return position_;
}

bool Follower::is_under_way() const {
  const std::lock_guard lock(mutex_);
  return under_way_;
}

Follower::Heard Follower::heard() const {
  const std::lock_guard lock(mutex_);
  return heard_;
}

std::optional<Error> Follower::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

}  // namespace opora
