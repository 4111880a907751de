// An instant, or never, that several threads read and move.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

#include "platform/clock/clock.h"

namespace opora {

// Never, until it is set. Thread-safe.
class AtomicInstant {
 public:
  std::optional<Instant> get() const {
    const std::int64_t us = us_;
    return us == kNever ? std::nullopt : std::optional(Instant{us});
  }
  // Whether it is `at`, or before.
  bool has_come(Instant at) const { return us_ <= at.us; }
  void set(std::optional<Instant> at) { us_ = us_of(at); }
  // Unless somebody has set it to anything else than `known`.
  void replace(std::optional<Instant> known, std::optional<Instant> at) {
    std::int64_t known_us = us_of(known);
    us_.compare_exchange_strong(known_us, us_of(at));
  }
  // Only ever makes it sooner.
  void hurry(std::optional<Instant> at) {
    std::int64_t known_us = us_;
    while (at && at->us < known_us && !us_.compare_exchange_weak(known_us, at->us)) {
    }
  }

 private:
  static constexpr std::int64_t kNever = INT64_MAX;
  static std::int64_t us_of(std::optional<Instant> at) { return at ? at->us : kNever; }

  std::atomic<std::int64_t> us_ = kNever;
};

}  // namespace opora
