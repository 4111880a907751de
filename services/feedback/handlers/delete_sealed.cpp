#include <utility>

#include "feedback/handlers/handlers.h"
#include "feedback/store/sealed.h"
#include "feedback/store/waves.h"
#include "feedback/wire.h"
#include "platform/lane/gather.h"

namespace opora::feedback {

Result<void> delete_sealed(Transaction& tx, const v1::DeleteSealed& timer) {
  const WaveId id{timer.wave_id()};
  TRY(found, gather(tx, one<Wave>(id), maybe<SealedRemains>(id)));
  auto& [wave, remains] = found;
  if (!is_over(wave) || !remains || remains->empty()) return {};
  tx.set_timer(deleting_timer(id, tx.confirmed_now()));
  tx.save(*std::move(remains));
  return {};
}

}  // namespace opora::feedback
