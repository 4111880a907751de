#include "platform/lane/clock_watch.h"

#include <optional>

#include "platform/lane/batch.h"
#include "platform/lane/jobs.h"
#include "platform/lane/timers.h"

namespace opora {
namespace {

// While the clock can't be trusted, that is said so often.
constexpr std::chrono::minutes kTellClockEvery{1};

}  // namespace

// Whether the time can be told has to be known before anything is decided by it. What confirms it is kept, so that it
// outlives the process.
void ClockWatch::judge() {
  const auto now = std::chrono::steady_clock::now();
  if (const auto known = lane_.time.look(); known && now >= keep_start_at_) {
    try {
      std::optional<Instant> due;
      transact(lane_.database, [&](Sql& sql) {
        write_known_start(sql, *known);
        hurry_timers(sql);  // those that failed may have been put off by a wrong time
        set_standing_jobs(sql, lane_.options.standing_jobs, lane_.time.now(), lane_.options.job_lease);
        due = next_due(sql);
      });
      lane_.time.kept(*known);
      lane_.known.timer_at.set(due);
      lane_.known.job_at.set(lane_.time.now());
    } catch (const EngineError& error) {
      lane_.observer.batch_failed(error.what());
      keep_start_at_ = now + kTellClockEvery;  // it holds without, as long as this process runs
    }
  }
  const ClockState state = lane_.time.state();
  const bool is_news = state.standing != announced_.standing;
  if (!is_news && (state.is_trusted() || now - announced_at_ < kTellClockEvery)) return;
  announced_ = state;
  announced_at_ = now;
  lane_.observer.clock_judged(state);
}

}  // namespace opora
