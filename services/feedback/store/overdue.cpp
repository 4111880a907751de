#include "feedback/store/overdue.h"

#include <chrono>

#include "feedback/domain/wave.h"
#include "platform/sql/rows.h"

namespace opora::feedback {
namespace {

constexpr std::chrono::hours kTimersRunWithin{1};
constexpr std::chrono::hours kEventsAreReadWithin{24};
constexpr std::chrono::hours kKeepersComeWithin{14 * 24};

constexpr Statement kToClose(
    "SELECT COUNT(*) FROM waves w JOIN wave_series s ON s.series_id = w.series_id WHERE "
    "(s.entered_afterwards = 0 AND ((w.status = :scheduled AND w.opens_at_us < :late) "
    "OR (w.status IN (:scheduled, :answering) AND w.closes_at_us < :late))) "
    "OR (w.status = :closed AND w.closed_at_us + s.grace_hours * 3600000000 < :unread)");

constexpr Statement kToOpen(
    "SELECT COUNT(*) FROM waves w JOIN wave_series s ON s.series_id = w.series_id "
    "WHERE w.status = :counted AND w.closed_at_us + s.grace_hours * 3600000000 < :late");

}  // namespace

Result<std::int64_t> waves_to_close(Snapshot& snapshot) {
  return snapshot
      .query(kToClose, {{"scheduled", WaveStatus::scheduled},
                        {"answering", WaveStatus::answering},
                        {"closed", WaveStatus::closed},
                        {"late", snapshot.now() - kTimersRunWithin},
                        {"unread", snapshot.now() - kEventsAreReadWithin}})
      .map(only<std::int64_t>);
}

Result<std::int64_t> waves_to_open(Snapshot& snapshot) {
  return snapshot.query(kToOpen, {{"counted", WaveStatus::counted}, {"late", snapshot.now() - kKeepersComeWithin}})
      .map(only<std::int64_t>);
}

}  // namespace opora::feedback
