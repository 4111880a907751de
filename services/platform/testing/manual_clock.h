// A machine's clocks in a test's hand.
#pragma once

#include <chrono>
#include <string>

#include "platform/clock/clock.h"

namespace opora::testing {

// Clocks that stand still until they are told to go on.
class ManualClock final : public MachineClock {
 public:
  explicit ManualClock(Instant now) : true_(now), started_(now - std::chrono::hours(1)) {}
  Instant now() const override { return true_ + off_; }
  std::chrono::microseconds since_boot() const override {
    return std::chrono::microseconds(true_.us - started_.us);
  }
  std::string boot() const override { return "boot " + std::to_string(started_.us); }
  bool is_synchronised() const override { return synchronised_; }

  // Time passes, until it is `now`.
  void set(Instant now) { true_ = now; }
  void advance(std::chrono::microseconds span) { true_ = true_ + span; }
  // Somebody sets the clock on the wall wrong by so much; 0 puts it right.
  void set_wrong(std::chrono::microseconds off) { off_ = off; }
  // The machine is started again, just now.
  void reboot() { started_ = true_; }
  void synchronise(bool is_synchronised) { synchronised_ = is_synchronised; }
  Instant true_time() const { return true_; }

 private:
  Instant true_;
  Instant started_;
  std::chrono::microseconds off_{0};
  bool synchronised_ = false;
};

}  // namespace opora::testing
