// What taking back, restoring, moving and counting attendance have in common: who corrects, what is known of the
// attendance, and what is kept of it.
#pragma once

#include "platform/lane/transaction.h"
#include "registration/domain/attendance_correction.h"

namespace opora::registration {

// The caller, as corrections know them.
Corrector corrector_of(const Transaction& tx);

// What is known of somebody's attendance at a session; refused with UNKNOWN_SESSION.
Result<CorrectionFacts> facts_of_attendance(Reader& reader, const SessionId& session, const PersonId& person);

// Keeps what a correction changes, and tells of it. Whoever is taken back makes room for somebody whom nobody knows, if
// they were one.
Result<void> save_corrected(Transaction& tx, const CorrectionFacts& before, Corrected corrected);

}  // namespace opora::registration
