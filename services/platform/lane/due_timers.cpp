#include "platform/lane/due_timers.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "platform/lane/timers.h"

namespace opora {
namespace {

constexpr int kAtMost = 64;  // a batch
constexpr std::chrono::seconds kRetryAfter{60};  // when the database can't write

}  // namespace

DueTimers::DueTimers(const LaneParts& lane, BatchWriter& writer, RunTimer run)
    : lane_(lane), writer_(writer), run_(std::move(run)), at_most_(kAtMost) {
  trying_since_ = lane_.time.now();
}

void DueTimers::add(std::vector<Waiting>& waiting) {
  const std::optional<Instant> known = lane_.known.timer_at.get();
  const Instant now = lane_.time.now();
  const bool is_confirmed = lane_.time.is_confirmed();
  if (is_confirmed != std::exchange(was_confirmed_, is_confirmed)) trying_since_ = now;
  if (!known || *known > now || (!is_confirmed && lane_.time.asks_database())) return;
  const auto session = lane_.database.read();
  // What a timer does can't be undone, so it waits for a time that is confirmed; as the lane's last one was.
  const Instant confirmed = is_confirmed ? now : read_lane(session->sql(), false).batch_time;
  std::vector<Timer> timers = due_timers(session->sql(), now, confirmed, at_most_);
  // Unless somebody has heard of a timer since: what is seen here may be older than that.
  if (timers.empty()) lane_.known.timer_at.replace(known, next_due(session->sql()));
  for (Timer& timer : timers) {
    Command command;
    command.method = timer.method;
    command.run = [this, timer](Transaction& tx) { return run_(tx, timer); };
    // A refusal ends a timer like a success; one that fails by a mistake of ours is kept, and tried again later.
    command.done = [](const Answer&) {};
    waiting.push_back(
        {std::move(command), std::move(timer), {[this](std::size_t) { return lane_.ids.next(lane_.time.now()); }}});
  }
}

void DueTimers::postpone_failed(std::span<const Waiting> waiting) {
  std::vector<Timer> failed;
  for (const Waiting& each : waiting)
    if (each.has_failed) failed.push_back(each.timer.value());
  if (failed.empty()) return;
  try {
    Batch batch(lane_.database, lane_.time);
    batch.postpone_timers(std::move(failed), trying_since_);
    writer_.commit(batch);
  } catch (const std::exception& error) {
    lane_.observer.batch_failed(error.what());
    put_off();
  }
}

void DueTimers::put_off() { lane_.known.timer_at.set(lane_.time.now() + kRetryAfter); }

bool DueTimers::are_tried_alone() const { return at_most_ < kAtMost; }

void DueTimers::note_committed() { at_most_ = std::min(kAtMost, at_most_ * 2); }

}  // namespace opora
