// What CheckIn, CheckInBatch and scans that waited for their session have in common: all of it.
#pragma once

#include <vector>

#include "platform/lane/transaction.h"
#include "registration/domain/attendance.h"
#include "registration/domain/unsettled.h"

namespace opora::registration {

// Keeps the scans made at a session's door, and tells of those who came. One admission for each scan, in their order.
Result<std::vector<Admission>> admit_scans(Transaction& tx, const SessionId& session, const std::vector<Scan>& scans);

// Lets count what waited for the session to be known; each keeps the flags that it was answered with.
Result<void> admit_waiting(Transaction& tx, const SessionId& session, const std::vector<Unsettled>& waiting);

// Leaves looking at a session's waiting scans for `due`. There is one such timer a session, so the last word counts.
void look_at_waiting(Transaction& tx, const SessionId& session, Instant due);

}  // namespace opora::registration
