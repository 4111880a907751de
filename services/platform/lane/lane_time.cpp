#include "platform/lane/lane_time.h"

#include <algorithm>

namespace opora {
namespace {

using std::chrono::microseconds;
using Standing = ClockState::Standing;

// For so long the system has to have said that its clock is synchronised before that outweighs the count since the
// machine's start. A machine that was suspended from outside did not count; its clock is put right afterwards.
constexpr microseconds kSynchronisedLong = std::chrono::minutes(15);
// By so much a synchronised clock may have been put right since, in small steps, before it is confirmed anew.
constexpr microseconds kSmallSteps = std::chrono::seconds(1);
// Somebody reads the time off a watch, and takes a while to type it.
constexpr microseconds kWatchAgrees = std::chrono::minutes(2);

microseconds between(Instant from, Instant to) { return microseconds(to.us - from.us); }

bool are_near(Instant a, Instant b, microseconds span) {
  const microseconds apart = between(a, b);
  return apart <= span && apart >= -span;
}

}  // namespace

Error clock_wrong() {
  return {Code::unavailable, "CLOCK_WRONG",
          "The clock of the machine that was asked is wrong, so it decides nothing. Nothing was changed; try again: "
          "another one may answer."};
}

LaneTime::LaneTime(const MachineClock& clock, bool database_tells, Instant last, std::optional<KnownStart> known,
                   bool is_new)
    : clock_(clock), database_tells_(database_tells), earliest_start_(last - clock.since_boot()) {
  if (database_tells_) return;
  // A count that has not come as far as the lane is of another start, whatever that is called: containers may share a
  // name, or have a count of their own, or not be told the name.
  const std::string boot = clock_.boot();
  is_makers_word_ = is_new;
  if (known && known->boot == boot && !boot.empty() && known->at + clock_.since_boot() >= last - kClocksAgree)
    kept_us_ = start_us_ = known->at.us;
  else if (is_new || are_near(last, clock_.now(), kClocksAgree))
    confirm_wall();  // its maker's word; or the clock says what the lane said last, and is off by no more than that
}

ClockState LaneTime::state() const {
  ClockState state;
  const microseconds since_start = clock_.since_boot();
  state.believed = state.wall = clock_.now();
  const std::int64_t start_us = start_us_;
  if (start_us == kUnknown) {
    state.standing = Standing::unconfirmed;
    // The lane's last time was confirmed once; before that it can't be.
    if (!database_tells_) state.believed = std::max(state.wall, earliest_start_ + since_start);
    return state;
  }
  const Instant second = Instant{start_us} + since_start;
  state.off = between(second, state.wall);
  const bool agrees = state.off >= -kClocksAgree && state.off <= kClocksAgree + microseconds(slack_us_);
  if (agrees) return state;
  state.standing = database_tells_ ? Standing::aside : Standing::contradicted;
  state.believed = second;
  return state;
}

bool LaneTime::is_confirmed() const { return start_us_ != kUnknown && !steps_aside(); }

Instant LaneTime::after(Instant last) const {
  const Instant now = this->now();
  if (is_confirmed() && last > now + kPeersAgree) return now;
  return std::max(last, now);
}

void LaneTime::note_database_time(Instant database_now, microseconds asked_at) {
  const microseconds heard_at = clock_.since_boot();
  slack_us_ = (heard_at - asked_at).count();
  start_us_ = (database_now - heard_at).us;
}

std::optional<KnownStart> LaneTime::look() {
  if (database_tells_) return std::nullopt;
  if (!clock_.is_synchronised()) {
    synchronised_since_.reset();
  } else {
    const ClockState at = state();
    const microseconds now = clock_.since_boot();
    if (!synchronised_since_) synchronised_since_ = now;
    const bool differs = !at.is_trusted() || at.off > kSmallSteps || at.off < -kSmallSteps;
    if (differs && now - *synchronised_since_ >= word_has_to_last(at)) confirm_wall();
    if (at.is_trusted()) is_makers_word_ = false;
  }
  if (start_us_ == kUnknown || start_us_ == kept_us_) return std::nullopt;
  return KnownStart{clock_.boot(), {start_us_}};
}

void LaneTime::kept(const KnownStart& known) { kept_us_ = known.at.us; }

microseconds LaneTime::word_has_to_last(const ClockState& state) const {
  const bool is_at_once =
      state.standing == Standing::unconfirmed || (state.standing == Standing::contradicted && is_makers_word_);
  return is_at_once ? microseconds(0) : kSynchronisedLong;
}

Result<void> LaneTime::confirm(Instant told) {
  if (database_tells_)
    return refuse(Code::conflict, "CLOCK_OF_DATABASE",
                  "This service goes by the database's clock. Set the clock of the machine that is off; nothing needs "
                  "to be confirmed.");
  if (!are_near(told, clock_.now(), kWatchAgrees))
    return refuse(Code::conflict, "CLOCK_DIFFERS",
                  "The machine's clock says something else, by more than two minutes. Set it first, then confirm.");
  is_makers_word_ = false;
  confirm_wall();
  return {};
}

void LaneTime::confirm_wall() { start_us_ = (clock_.now() - clock_.since_boot()).us; }

}  // namespace opora
