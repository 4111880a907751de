#include "platform/sql/sqlite/reader_gate.h"

namespace opora {

void ReaderGate::enter() {
  std::unique_lock lock(mutex_);
  ++waiting_count_;
  opened_.wait(lock, [&] { return !closed_; });
  --waiting_count_;
  ++inside_count_;
}

void ReaderGate::leave() {
  const std::lock_guard lock(mutex_);
  if (--inside_count_ == 0) emptied_.notify_all();
}

bool ReaderGate::run_alone(std::chrono::milliseconds at_most, const std::function<void()>& work) {
  struct Reopen {
    ReaderGate& gate;
    ~Reopen() {
      const std::lock_guard lock(gate.mutex_);
      gate.closed_ = false;
      gate.opened_.notify_all();
    }
  };
  std::unique_lock lock(mutex_);
  closed_ = true;
  const bool alone = emptied_.wait_for(lock, at_most, [&] { return inside_count_ == 0; });
  lock.unlock();
  const Reopen reopen{*this};
  if (alone) work();
  return alone;
}

bool ReaderGate::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

std::int64_t ReaderGate::inside_count() const {
  const std::lock_guard lock(mutex_);
  return inside_count_;
}

std::int64_t ReaderGate::waiting_count() const {
  const std::lock_guard lock(mutex_);
  return waiting_count_;
}

}  // namespace opora
