#include "feedback/handlers/waves_in_time.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "feedback/store/sealed.h"
#include "feedback/store/waves.h"
#include "feedback/wire.h"

namespace opora::feedback {
namespace {

void set_next_timers(Transaction& tx, const Series& series, const Wave& wave) {
  switch (wave.status) {
    case WaveStatus::scheduled:
      return tx.set_timer(opening_timer(wave.id, series.entered_afterwards ? tx.confirmed_now() : wave.opens_at));
    case WaveStatus::answering:
      if (series.entered_afterwards) return;
      if (wave.reminds_at.us != 0) tx.set_timer(reminding_timer(wave.id, wave.reminds_at));
      return tx.set_timer(closing_timer(wave.id, wave.closes_at));
    case WaveStatus::closed: return tx.set_timer(counting_timer(wave.id, counted_at(wave, series)));
    case WaveStatus::opened:
    case WaveStatus::destroyed:
    case WaveStatus::lost: return tx.set_timer(deleting_timer(wave.id, tx.confirmed_now()));
    case WaveStatus::draft:
    case WaveStatus::counted: return;
  }
}

// Whether the series is over with this wave.
Result<bool> ends_series(Transaction& tx, const Wave& wave) {
  if (!is_over(wave)) return false;
  TRY(waves, waves_of(tx, wave.series));
  return std::ranges::all_of(waves, [&](const Wave& each) { return each.id == wave.id || is_over(each); });
}

}  // namespace

Result<void> take(Transaction& tx, const Series& series, WaveStep step) {
  TRY(is_end, ends_series(tx, step.wave));
  if (is_end) {
    // Nothing is joined by link codes any more.
    Series ended = series;
    ended.link_key = {};
    tx.save(std::move(ended));
  }
  set_next_timers(tx, series, step.wave);
  tx.emit(step.events);
  tx.save(std::move(step.wave));
  return {};
}

Result<WaveStatus> close_now(Transaction& tx, const Series& series, const Wave& wave) {
  TRY(answered, count_answers(tx, wave.id));
  auto closed = close(wave, answered, tx.now());
  if (!closed) return wave.status;
  const WaveStatus status = closed->wave.status;
  TRY_DO(take(tx, series, *std::move(closed)));
  return status;
}

}  // namespace opora::feedback
