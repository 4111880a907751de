// What CheckIn and CheckInBatch have in common: all of it.
#pragma once

#include <vector>

#include "platform/lane/transaction.h"
#include "registration/domain/attendance.h"

namespace opora::registration {

// Keeps the scans made at a session's door, and tells of those who came. One admission for each scan, in their order.
Result<std::vector<Admission>> admit_scans(Transaction& tx, const SessionId& session, const std::vector<Scan>& scans);

}  // namespace opora::registration
