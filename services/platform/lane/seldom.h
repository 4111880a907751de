// For what may happen with every call, and is told of now and then, so that a line says nothing of a call.
#pragma once

#include <atomic>
#include <chrono>

namespace opora {

// Thread-safe.
class Seldom {
 public:
  explicit Seldom(std::chrono::steady_clock::duration every) : every_(every.count()) {}

  // Whether it is told now: the first time, and again when so much time has passed.
  bool is_time() {
    const Count now = std::chrono::steady_clock::now().time_since_epoch().count();
    Count next = next_;
    return now >= next && next_.compare_exchange_strong(next, now + every_);
  }

 private:
  using Count = std::chrono::steady_clock::rep;
  const Count every_;
  std::atomic<Count> next_ = 0;
};

}  // namespace opora
