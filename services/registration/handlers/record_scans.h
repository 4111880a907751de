// What CheckIn, CheckInBatch, scans that waited for their session and scans that somebody confirms have in common: all
// of it.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "platform/lane/transaction.h"
#include "registration/domain/attendance.h"
#include "registration/domain/confirm_scans.h"
#include "registration/domain/unsettled.h"

namespace opora::registration {

// Keeps the scans made at a session's door, and tells of those who came, and of scans that are set aside. One outcome
// for each scan, in their order.
Result<std::vector<RecordedScan>> record_scans(Transaction& tx, const SessionId& session, std::vector<Scan> scans);

// Lets count what waited for the session to be known, unless something else is odd about it; each keeps the flags that
// it was answered with.
Result<void> record_waiting(Transaction& tx, const SessionId& session, const std::vector<Unsettled>& waiting);

// Lets count what somebody confirms. How many attendances are new.
Result<int> record_confirmed(Transaction& tx, const ConfirmScans& command, const std::vector<Unsettled>& open);

// The regions at whose doors the caller may settle scans: a coordinator's own, none for whoever is held to another
// scope. Nothing: at any door, as an administrator may, also at that of a session that nobody knows.
std::optional<std::vector<RegionId>> settles_within(const Transaction& tx);

// Scans that wait are looked at again and again, for some weeks: an older build beside this one may be the one that
// hears of the session, and doesn't know of them.
constexpr std::chrono::hours kLookAgainAfter{24};

}  // namespace opora::registration
