// Whether the lane's time can be told, looked at before each turn.
#pragma once

#include <chrono>

#include "platform/lane/lane_parts.h"

namespace opora {

// Of the executor.
class ClockWatch {
 public:
  explicit ClockWatch(const LaneParts& lane) : lane_(lane) {}
  // Keeps what confirms the time, and tells the observer how the clock stands where that is news, or is no good. In
  // an engine's trouble, which the observer is told, it is kept later.
  void judge();

 private:
  const LaneParts lane_;
  ClockState announced_;  // what the observer knows
  std::chrono::steady_clock::time_point announced_at_;
  std::chrono::steady_clock::time_point keep_start_at_;  // earliest, once that has failed
};

}  // namespace opora
