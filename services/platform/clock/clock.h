// Time as a value: nothing below the process's own wiring asks the system what time it is.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace opora {

// An instant: microseconds since 1970-01-01 00:00 UTC.
struct Instant {
  std::int64_t us = 0;
  auto operator<=>(const Instant&) const = default;
  Instant operator+(std::chrono::microseconds span) const { return {us + span.count()}; }
  Instant operator-(std::chrono::microseconds span) const { return {us - span.count()}; }
};

// Tells the time. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

// The system's clock.
class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

}  // namespace opora
