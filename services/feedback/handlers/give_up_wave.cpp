#include <utility>

#include "feedback/handlers/handlers.h"
#include "feedback/handlers/waves_in_time.h"
#include "feedback/store/waves.h"

namespace opora::feedback {

Result<v1::GiveUpWaveResponse> give_up_wave(Transaction& tx, const v1::GiveUpWaveRequest& request) {
  TRY(wave, tx.load<Wave>(WaveId{request.wave_id()}));
  TRY(series, tx.load<Series>(wave.series));
  TRY(step, give_up(std::move(wave)));
  if (step) TRY_DO(take(tx, series, *std::move(step)));
  return v1::GiveUpWaveResponse();
}

}  // namespace opora::feedback
