#include <chrono>
#include <utility>

#include "feedback/domain/eligible.h"
#include "feedback/handlers/handlers.h"
#include "feedback/handlers/waves_in_time.h"
#include "feedback/store/eligible.h"
#include "feedback/store/waves.h"
#include "feedback/wire.h"
#include "platform/lane/gather.h"

namespace opora::feedback {
namespace {

// While events wait to be applied, or the logs are still read from their beginning, people would be missing for ever.
constexpr std::chrono::minutes kAskAgainAfter{10};

}  // namespace

Result<void> count_eligible(Transaction& tx, const v1::CountEligible& timer) {
  TRY(wave, tx.load<Wave>(WaveId{timer.wave_id()}));
  TRY(series, tx.load<Series>(wave.series));
  TRY(found, gather(tx, heard_now, has_heard_enough, [&](Reader& reader) {
        return eligible_people(reader, series.about, wave.moment, kAllHeard);
      }));
  auto& [heard, is_enough, people] = found;
  if (wave.status == WaveStatus::closed && !is_enough) {
    tx.set_timer(counting_timer(wave.id, tx.confirmed_now() + kAskAgainAfter));
    return {};
  }
  Eligible eligible = eligible_of(people);
  eligible.heard = std::move(heard);
  auto step = count(std::move(wave), std::move(eligible));
  if (!step) return {};
  return take(tx, series, *std::move(step));
}

}  // namespace opora::feedback
