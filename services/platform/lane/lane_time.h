// What time it is in a lane. For what can't be undone one clock's word is too little: a wall clock may be hours off, as
// where the machine's own clock tells local time until the network has put it right. So it is held against a second
// one, and the two agree as long as they are no more than a minute apart.
//
//   A database with a clock of its own is heard in each batch, and each second. A process whose clock is far from it
//   steps aside: it decides nothing and answers nothing, and others do.
//
//   Beside a database in a file there is none but the machine's own count since its start, which nobody sets and which
//   goes on in its sleep. From a time that was confirmed it tells how late it must be; while the wall clock says
//   anything else, the count is believed. The confirmed time is kept in the database, for as long as the machine is not
//   started again.
//
//   After that start, nothing says how long the machine was off. Its clock is believed for what can be undone, since a
//   gap is what one expects; but timers wait that are not due by the lane's last time, nothing is forgotten for its
//   age, and that time stays where it was, until the system says that its clock is synchronised, or an operator
//   confirms the time.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "platform/clock/clock.h"
#include "platform/result/result.h"

namespace opora {

// By which a clock may differ from the one it is held against.
constexpr std::chrono::microseconds kClocksAgree = std::chrono::minutes(1);
// Two processes that each agree with the same clock are at most so far apart.
constexpr std::chrono::microseconds kPeersAgree = 2 * kClocksAgree;

// How a process's clock stands.
struct ClockState {
  enum class Standing {
    agreed,        // with the second clock
    contradicted,  // by the machine's count since its start, which is believed instead
    unconfirmed,   // nothing to hold it against
    aside,         // far from the database's clock
  };
  Standing standing = Standing::agreed;
  Instant wall;                      // what the machine's clock says
  Instant believed;                  // what the lane goes by
  std::chrono::microseconds off{0};  // the wall clock beyond the second one; 0 where there is none

  bool is_trusted() const { return standing == Standing::agreed; }
};

// When this start of the machine was, by a confirmed clock.
struct KnownStart {
  std::string boot;  // MachineClock::boot()
  Instant at;
};

// Why a process that steps aside answers nothing.
Error clock_wrong();

// As a clock it tells the time that is believed. Thread-safe, but for what is said of the executor.
class LaneTime final : public Clock {
 public:
  // `last`: the lane's last time; of a lane that was made just now it is the clock's own, and confirmed.
  LaneTime(const MachineClock& clock, bool database_tells, Instant last, std::optional<KnownStart> known, bool is_new);

  Instant now() const override { return state().believed; }
  ClockState state() const;
  bool is_confirmed() const;
  // Whether note_database_time() is to be told of the database's clock.
  bool asks_database() const { return database_tells_; }
  bool steps_aside() const { return state().standing == ClockState::Standing::aside; }

  // A batch's time, where the lane's last one is `last`: not before it, unless `last` lies so far ahead of a confirmed
  // time that it was told by a clock that was wrong.
  Instant after(Instant last) const;

  // What the machine's count said before the database was asked: for note_database_time().
  std::chrono::microseconds before_asking() const { return clock_.since_boot(); }
  // The database's clock has said this, between then and now.
  void note_database_time(Instant database_now, std::chrono::microseconds asked_at);

  // Of the executor: looks whether the system can confirm the time. What is to be kept in the database, if that is new;
  // again at each look until kept() was called with it.
  std::optional<KnownStart> look();
  void kept(const KnownStart& known);

  // An operator says what time it is. Refused with CLOCK_DIFFERS when the machine's clock is not within two minutes of
  // that, or CLOCK_OF_DATABASE where the database's clock is what it is held against.
  Result<void> confirm(Instant told);

 private:
  static constexpr std::int64_t kUnknown = INT64_MIN;

  void confirm_wall();
  // The system's word for the wall clock has to outweigh this.
  std::chrono::microseconds word_has_to_last(const ClockState& state) const;

  const MachineClock& clock_;
  const bool database_tells_;
  const Instant earliest_start_;  // of the machine, as far as the lane's last time tells
  std::atomic<std::int64_t> start_us_{kUnknown};  // of the machine, by the second clock
  std::atomic<std::int64_t> slack_us_{0};         // that it may be too early, for the time it took to hear
  std::atomic<std::int64_t> kept_us_{kUnknown};   // the start that is in the database
  std::atomic<bool> is_makers_word_{false};       // nobody but who made the lane has confirmed it
  std::optional<std::chrono::microseconds> synchronised_since_;  // since the machine's start; the executor's
};

}  // namespace opora
