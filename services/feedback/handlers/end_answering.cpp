#include "feedback/handlers/handlers.h"
#include "feedback/handlers/waves_in_time.h"
#include "feedback/store/waves.h"
#include "feedback/wire.h"

namespace opora::feedback {

// One that was set before a keeper was replaced may come while another time holds.
Result<void> end_answering(Transaction& tx, const v1::EndAnswering& timer) {
  TRY(wave, tx.load<Wave>(WaveId{timer.wave_id()}));
  TRY(series, tx.load<Series>(wave.series));
  return close_now(tx, series, wave).map([](WaveStatus) {});
}

}  // namespace opora::feedback
