// Confirming scans that were set aside: everything that stands against it, in the order in which it is said.
#pragma once

#include <optional>
#include <vector>

#include "platform/clock/clock.h"
#include "platform/result/result.h"
#include "registration/domain/session.h"
#include "registration/domain/unsettled.h"

namespace opora::registration {

// What somebody says of scans: that they count at a session, and for a code that is nobody's id, who it was.
struct ConfirmScans {
  SessionId attended;
  SessionId scanned_at;          // at whose door they were made
  std::vector<CheckInId> scans;  // each once
  PersonId person;               // empty: whom the scan names
};

// What is known when the command comes.
struct ConfirmScansFacts {
  Session attended;
  std::optional<std::vector<RegionId>> within;  // at whose doors the caller may settle scans; nothing: at all
  std::optional<Session> scanned_at;            // nothing: nobody knows it, or where it lies doesn't matter
  std::vector<Unsettled> scans;                 // those listed that were set aside, at whatever door
};

// Those of the scans that are still to be confirmed. Refused with SESSION_CANCELLED or SESSION_NOT_BEGUN, since nobody
// can have come, or not yet, UNKNOWN_SESSION, SCAN_OF_ANOTHER_REGION, UNKNOWN_SCAN, NOT_A_PERSON, SCAN_DISCARDED,
// SCAN_SETTLED or SCAN_NAMES_SOMEBODY.
Result<std::vector<Unsettled>> decide(const ConfirmScansFacts& facts, const ConfirmScans& command, Instant now);

}  // namespace opora::registration
