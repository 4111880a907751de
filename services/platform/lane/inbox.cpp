#include "platform/lane/inbox.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace opora {
namespace {

// Operators' work is rare; more than this waiting means that something is stuck.
constexpr std::size_t kDeliveriesMax = 64;

constexpr int kPaceOfBatches = 8;  // it follows the last so many

Error draining() { return {Code::unavailable, "SHUTTING_DOWN", "The service is shutting down. Try again shortly."}; }

}  // namespace

Result<void> Inbox::check_room(const std::string& share, std::size_t bytes) const {
  const std::lock_guard lock(mutex_);
  return commands_.check_room(share, bytes, std::chrono::nanoseconds(pace_ns_));
}

Result<void> Inbox::offer(Command command) {
  bool was_idle = false;
  {
    const std::lock_guard lock(mutex_);
    if (draining_) return tl::unexpected(draining());
    const std::chrono::nanoseconds pace(pace_ns_);
    TRY_DO(commands_.check_room(command.share.empty() ? command.caller : command.share, command.bytes, pace));
    was_idle = commands_.empty();
    commands_.push(std::move(command));
  }
  if (was_idle) work_.notify_one();
  return {};
}

void Inbox::offer(Delivery delivery, std::function<void(Result<void>)> done) {
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

bool Inbox::offer_alone(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (draining_) return false;
    alone_.push_back(std::move(work));
  }
  work_.notify_one();
  return true;
}

// Few can come: whoever offers it waits for it, on one of a pool's threads.
Result<void> Inbox::offer_sealed(SealedWork work) {
  bool was_idle = false;
  {
    const std::lock_guard lock(mutex_);
    if (draining_) return tl::unexpected(draining());
    was_idle = sealed_.empty();
    sealed_.push_back(std::move(work));
  }
  if (was_idle) work_.notify_one();
  return {};
}

void Inbox::drain() {
  {
    const std::lock_guard lock(mutex_);
    draining_ = true;
  }
  work_.notify_all();
}

std::size_t Inbox::waiting_count() const {
  const std::lock_guard lock(mutex_);
  return commands_.count() + deliveries_.size() + alone_.size();
}

std::size_t Inbox::sealed_waiting_count() const {
  const std::lock_guard lock(mutex_);
  return sealed_.size();
}

void Inbox::wait(std::chrono::milliseconds at_most) {
  std::unique_lock lock(mutex_);
  const auto is_woken = [&] {
    return draining_ || !commands_.empty() || !deliveries_.empty() || !alone_.empty() || !sealed_.empty();
  };
  work_.wait_for(lock, at_most, is_woken);
}

bool Inbox::commands_wait() const {
  const std::lock_guard lock(mutex_);
  return !commands_.empty();
}

void Inbox::note_pace(std::int64_t pace_ns) { pace_ns_ = pace_ns_ + (pace_ns - pace_ns_) / kPaceOfBatches; }

std::optional<WaitingEvents> Inbox::take_events() {
  const std::lock_guard lock(mutex_);
  if (deliveries_.empty()) return std::nullopt;
  WaitingEvents next = std::move(deliveries_.front());
  deliveries_.pop_front();
  return next;
}

std::optional<std::function<void()>> Inbox::take_alone() {
  const std::lock_guard lock(mutex_);
  if (alone_.empty()) return std::nullopt;
  std::function<void()> work = std::move(alone_.front());
  alone_.pop_front();
  return work;
}

std::vector<SealedWork> Inbox::take_sealed(std::size_t at_most) {
  const std::lock_guard lock(mutex_);
  const auto end = sealed_.begin() + static_cast<std::ptrdiff_t>(std::min(at_most, sealed_.size()));
  std::vector<SealedWork> taken(std::make_move_iterator(sealed_.begin()), std::make_move_iterator(end));
  sealed_.erase(sealed_.begin(), end);
  return taken;
}

void Inbox::put_back(WaitingEvents events) {
  const std::lock_guard lock(mutex_);
  deliveries_.push_front(std::move(events));
}

}  // namespace opora
