// The lane's queues and its turns. Which commands make a batch is in gathering.cpp, how it runs in commands.cpp, how
// events are consumed in consuming.cpp, how parked ones are tried again in retrying.cpp.
#include "platform/lane/lane.h"

#include <algorithm>

#include "platform/lane/answers.h"
#include "platform/lane/outbox.h"
#include "platform/lane/queue.h"
#include "platform/lane/timers.h"
#include "platform/lane/waiting.h"
#include "platform/testing/failpoint.h"

namespace opora {
namespace {

// Operators' work is rare; more than this waiting means that something is stuck.
constexpr std::size_t kDeliveriesMax = 64;

// Makes the lane's row if the database is new; finds where the log ends and when the next timer is due.
LogHead prepare(Database& database, const Clock& clock, IdSource& ids, std::atomic<std::int64_t>& due_us) {
  database.begin();
  try {
    ensure_lane_row(database.writer(), ids.next(clock.now()), clock.now());
    const LaneRow row = read_lane(database.writer());
    hurry_timers(database.writer());
    if (const auto due = next_due(database.writer())) due_us = due->us;
    database.commit();
    return {row.epoch, row.head};
  } catch (...) {
    database.rollback();
    throw;
  }
}

}  // namespace

Lane::Lane(Database& database, const Clock& clock, IdSource& ids, LaneOptions options, ApplyEvent apply,
           RunTimer run_timer, LaneObserver& observer)
    : database_(database),
      clock_(clock),
      ids_(ids),
      options_(std::move(options)),
      apply_(std::move(apply)),
      run_timer_(std::move(run_timer)),
      observer_(observer),
      commands_(std::make_unique<CommandQueue>(options_.queue_count_max, options_.queue_bytes_max)),
      log_(std::make_shared<OutboxLog>(options_.name, database, prepare(database, clock, ids, next_due_us_))),
      sweep_(std::make_unique<AnswerSweep>()),
      timers_at_most_(kTimersMax),
      delivery_step_(static_cast<std::size_t>(options_.delivery_count_max)) {}

Lane::~Lane() = default;

Result<void> Lane::check_room(const std::string& share, std::size_t bytes) const {
  const std::lock_guard lock(mutex_);
  return commands_->check_room(share, bytes, std::chrono::nanoseconds(pace_ns_));
}

Result<void> Lane::offer(Command command) {
  bool was_idle = false;
  {
    const std::lock_guard lock(mutex_);
    if (draining_)
      return refuse(Code::unavailable, "SHUTTING_DOWN", "The service is shutting down. Try again shortly.");
    const std::chrono::nanoseconds pace(pace_ns_);
    TRY_DO(commands_->check_room(command.share.empty() ? command.caller : command.share, command.bytes, pace));
    was_idle = commands_->empty();
    commands_->push(std::move(command));
  }
  if (was_idle) work_.notify_one();
  return {};
}

void Lane::offer(Delivery delivery, std::function<void(Result<void>)> done) {
  {
    const std::lock_guard lock(mutex_);
    if (deliveries_.size() < kDeliveriesMax) {
      deliveries_.push_back({std::move(delivery), std::move(done)});
      done = nullptr;
    }
  }
  if (done) return done(refuse(Code::overloaded, "QUEUE_FULL", "Too many deliveries are waiting."));
  work_.notify_one();
}

bool Lane::offer_alone(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (draining_) return false;
    alone_.push_back(std::move(work));
  }
  work_.notify_one();
  return true;
}

void Lane::wait(std::chrono::milliseconds at_most) {
  if (const std::int64_t due_us = next_due_us_; due_us != kNever) {
    const std::chrono::microseconds left{due_us - clock_.now().us};
    at_most = std::clamp(std::chrono::ceil<std::chrono::milliseconds>(left), std::chrono::milliseconds(0), at_most);
  }
  std::unique_lock lock(mutex_);
  const auto is_woken = [&] { return draining_ || !commands_->empty() || !deliveries_.empty() || !alone_.empty(); };
  work_.wait_for(lock, at_most, is_woken);
}

void Lane::drain() {
  {
    const std::lock_guard lock(mutex_);
    draining_ = true;
  }
  work_.notify_all();
}

std::size_t Lane::waiting_count() const {
  const std::lock_guard lock(mutex_);
  return commands_->count() + deliveries_.size() + alone_.size();
}

LogHead Lane::head() const { return log_->known_head(); }

void Lane::look_for_others() { log_->look_for_others(); }

bool Lane::hear(std::string_view news) {
  const auto head = from_news(news);
  if (!head || head->epoch != log_->known_head().epoch) return false;
  log_->committed(*head);
  return true;
}

void Lane::look_around() {
  const auto session = database_.read();
  const LaneRow row = read_lane(session->sql());
  const std::optional<Instant> due = next_due(session->sql());
  // The executor may know better by now, so what was found only ever makes it look sooner.
  std::int64_t known_us = next_due_us_;
  while (due && due->us < known_us && !next_due_us_.compare_exchange_weak(known_us, due->us)) {
  }
  log_->committed({row.epoch, row.head});
}

std::shared_ptr<EventLog> Lane::log() { return log_; }

bool Lane::run_once() {
  const bool commands = run_commands();
  const bool delivery = run_delivery();
  const bool alone = run_alone();
  return commands || delivery || alone;
}

void Lane::transact(const std::function<void(Sql&)>& work) {
  database_.begin();
  try {
    work(database_.writer());
    database_.commit();
  } catch (...) {
    database_.rollback();
    throw;
  }
}

bool Lane::run_alone() {
  std::function<void()> work;
  {
    const std::lock_guard lock(mutex_);
    if (alone_.empty()) return false;
    work = std::move(alone_.front());
    alone_.pop_front();
  }
  work();
  return true;
}

}  // namespace opora
