#include "scheduling/handlers/correct.h"

#include "scheduling/store/corrections.h"
#include "scheduling/store/sessions.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

void record_correction(Transaction& tx, CorrectionKind kind, const std::string& thing, const std::string& reason) {
  tx.save(Correction{tx.new_id<CorrectionId>(), thing, kind, reason, tx.subject(), tx.now()});
}

void keep(Transaction& tx, CorrectedSession corrected, CorrectionKind kind, const std::string& reason) {
  if (!corrected.is_news) return;
  record_correction(tx, kind, corrected.session.plan.id.value, reason);
  tx.save(std::move(corrected.session));
  tx.emit(corrected.events);
}

}  // namespace opora::scheduling
