// So many a second, whoever they are: for what nobody is counted at.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <mutex>

#include "platform/result/result.h"

namespace opora {

// Holds what a second fills, so that as many may come at once. Thread-safe; it knows a number and a time.
class Bucket {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // 0: as many as like.
  explicit Bucket(std::int64_t a_second) : a_second_(static_cast<double>(a_second)), left_(a_second_) {}

  // Refused with RATE_LIMITED, saying after what time another would pass.
  Result<void> pass(Time now) {
    if (a_second_ == 0) return {};
    const std::lock_guard lock(mutex_);
    const std::chrono::duration<double> since = std::max(now - at_, Time::duration::zero());
    left_ = std::min(a_second_, left_ + since.count() * a_second_);
    at_ = std::max(at_, now);
    if (left_ >= 1) {
      left_ -= 1;
      return {};
    }
    Error error{Code::overloaded, "RATE_LIMITED", "Too many come at once. Wait a little and try again."};
    error.retry_after = std::chrono::milliseconds(1) + std::chrono::ceil<std::chrono::milliseconds>(
                                                           std::chrono::duration<double>((1 - left_) / a_second_));
    return tl::unexpected(std::move(error));
  }

 private:
  const double a_second_;
  std::mutex mutex_;
  double left_;
  Time at_;
};

}  // namespace opora
