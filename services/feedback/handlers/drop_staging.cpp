#include <utility>

#include "feedback/handlers/handlers.h"
#include "feedback/store/opened.h"
#include "feedback/store/waves.h"
#include "feedback/wire.h"

namespace opora::feedback {

Result<void> drop_staging(Transaction& tx, const v1::DropStaging& timer) {
  TRY(wave, tx.load<Wave>(WaveId{timer.wave_id()}));
  const bool is_opened = wave.status == WaveStatus::opened;
  TRY(remains, staged_beside(tx, wave.id, is_opened ? wave.opening : OpeningId{}));
  if (!remains.empty()) {
    tx.set_timer(dropping_timer(wave.id, tx.confirmed_now()));
    tx.save(std::move(remains));
  }
  if (is_opened || wave.opening.empty()) return {};
  // Whoever is still reading finds that it was interrupted.
  wave.opening = {};
  tx.save(std::move(wave));
  return {};
}

}  // namespace opora::feedback
