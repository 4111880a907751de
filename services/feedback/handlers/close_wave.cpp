#include "feedback/handlers/handlers.h"
#include "feedback/handlers/waves_in_time.h"
#include "feedback/store/waves.h"
#include "feedback/wire.h"

namespace opora::feedback {

Result<v1::CloseWaveResponse> close_wave(Transaction& tx, const v1::CloseWaveRequest& request) {
  TRY(wave, tx.load<Wave>(WaveId{request.wave_id()}));
  TRY(series, tx.load<Series>(wave.series));
  TRY_DO(check_close(wave, series));
  TRY(status, close_now(tx, series, wave));
  v1::CloseWaveResponse response;
  response.set_status(to_proto(status));
  return response;
}

}  // namespace opora::feedback
