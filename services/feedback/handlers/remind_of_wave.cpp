#include "feedback/domain/wave_steps.h"
#include "feedback/handlers/handlers.h"
#include "feedback/store/waves.h"
#include "feedback/wire.h"

namespace opora::feedback {

Result<void> remind_of_wave(Transaction& tx, const v1::RemindOfWave& timer) {
  TRY(wave, tx.load<Wave>(WaveId{timer.wave_id()}));
  tx.emit(remind(wave));
  return {};
}

}  // namespace opora::feedback
