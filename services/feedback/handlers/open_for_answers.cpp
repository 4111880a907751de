#include <utility>

#include "feedback/handlers/handlers.h"
#include "feedback/handlers/waves_in_time.h"
#include "feedback/store/waves.h"

namespace opora::feedback {

Result<void> open_for_answers(Transaction& tx, const v1::OpenForAnswers& timer) {
  TRY(wave, tx.load<Wave>(WaveId{timer.wave_id()}));
  TRY(series, tx.load<Series>(wave.series));
  auto step = begin_answering(std::move(wave), series, tx.now());
  if (!step) return {};
  return take(tx, series, *std::move(step));
}

}  // namespace opora::feedback
