// Time as a value: nothing below the process's own wiring asks the system what time it is.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>

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

// A machine's clocks: the one on the wall, now(), which may be wrong and may be set to anything at any moment, and what
// it can be held against.
class MachineClock : public Clock {
 public:
  // How long ago the machine was started, its sleep included. Nobody can set it.
  virtual std::chrono::microseconds since_boot() const = 0;
  // Names this start of the machine: another one has another name.
  virtual std::string boot() const = 0;
  // Whether the system says that something keeps the wall clock right (NTP).
  virtual bool is_synchronised() const = 0;
};

// The system's clocks.
class SystemClock final : public MachineClock {
 public:
  Instant now() const override;
  std::chrono::microseconds since_boot() const override;
  std::string boot() const override;
  bool is_synchronised() const override;
};

}  // namespace opora
