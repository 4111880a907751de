// What CheckIn, CheckInBatch, scans that waited for their session and scans that somebody confirms have in common: all
// of it.
#pragma once

#include <chrono>
#include <vector>

#include "platform/lane/transaction.h"
#include "registration/domain/attendance.h"
#include "registration/domain/unsettled.h"

namespace opora::registration {

// Keeps the scans made at a session's door, and tells of those who came, and of scans that are set aside. One admission
// for each scan, in their order.
Result<std::vector<Admission>> admit_scans(Transaction& tx, const SessionId& session, std::vector<Scan> scans);

// Lets count what waited for the session to be known, unless something else is odd about it; each keeps the flags that
// it was answered with.
Result<void> admit_waiting(Transaction& tx, const SessionId& session, const std::vector<Unsettled>& waiting);

// Lets count what somebody confirms. How many attendances are new.
Result<int> admit_confirmed(Transaction& tx, const ConfirmScans& command, const std::vector<Unsettled>& open);

// Whether the caller may settle scans of this door: a coordinator those of their regions, an administrator any, also of
// a session that nobody knows. Whoever is held to another scope than a region may settle none.
// Refused with SCAN_OF_ANOTHER_REGION or UNKNOWN_SESSION.
Result<void> check_scanned_at(Transaction& tx, const SessionId& session);

// Scans that wait are looked at again and again as long as they do: an older build beside this one may be the one that
// hears of the session, and doesn't know of them.
constexpr std::chrono::hours kLookAgainAfter{24};

// Leaves looking at a session's waiting scans for `due`. There is one such timer a session, so the last word counts.
void look_at_waiting(Transaction& tx, const SessionId& session, Instant due);

}  // namespace opora::registration
