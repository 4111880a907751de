// What all corrections have in common: they are recorded, with who said so and why.
#pragma once

#include <string>

#include "platform/lane/transaction.h"
#include "scheduling/domain/corrections.h"

namespace opora::scheduling {

void record_correction(Transaction& tx, CorrectionKind kind, const std::string& thing, const std::string& reason);

// Keeps a session that was put right, records it, and tells of it; nothing where it is no news.
void keep(Transaction& tx, CorrectedSession corrected, CorrectionKind kind, const std::string& reason);

}  // namespace opora::scheduling
