// Scans that were set aside: kept for a person to look at, and counting nowhere until then. A scan at a session that
// wasn't known waits until it is; then it counts, if whoever uploaded it may check in where the session turned out to
// be, and nothing else is odd about it. Any of them can be confirmed, as attendance of its session or of another one,
// or discarded; neither is taken back.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "platform/result/result.h"
#include "registration/domain/attendance.h"

namespace opora::registration {

// What became of a scan that was set aside. The numbers are stored.
enum class Stands {
  waits = 1,       // for its session to be known
  counts = 2,      // it is a check-in now
  unreadable = 3,  // nobody's id
  elsewhere = 4,   // uploaded by a coordinator of other regions than the session's
  doubtful = 5,    // something else is odd about it
  discarded = 6,   // somebody has said that it never counts
};

// Who settled a scan, when, and why.
struct Settlement {
  std::string by;
  Instant at;
  std::string reason = {};  // of a discarded one
  bool operator==(const Settlement&) const = default;
};

struct Unsettled {
  CheckIn check_in;
  CheckInId sent;                 // the scan's own id; it is kept under another if that was taken
  std::vector<RegionId> regions;  // where whoever uploaded it may check in; empty: here
  Stands stands;
  std::optional<Instant> uploaded_at = {};  // nothing: by an older build
  SessionId counts_at = {};                 // and for whom, once it counts
  PersonId counts_for = {};
  std::optional<Settlement> settled = {};   // by a person; of an open one: who discarded those like it, and left it
};

// A scan newly set aside.
Unsettled unsettled(const RecordedScan& recorded, const Scan& scan, bool session_is_known,
                    std::vector<RegionId> regions);

// The scan as its device made it.
Scan scan_of(const Unsettled& kept);

// The same scan uploaded again while it waits: by whoever may check in more widely, it counts as theirs.
Unsettled uploaded_again(Unsettled kept, const std::vector<RegionId>& regions);

// What becomes of a waiting scan when its session is known, as far as that depends on who uploaded it.
Stands settle(const Unsettled& waiting, const Session& session);

// What is odd about it by what is known at its door now, more than when it was answered.
Flags flags_now(const Unsettled& scan, const Door& door);

// Whether a coordinator of these regions may settle scans of a door. Refused with SCAN_OF_ANOTHER_REGION.
Result<void> check_door(const Session& scanned_at, const std::vector<RegionId>& regions);

// Whether all of `ids` were made at a session's door; `scans` are those of them that were set aside, at whatever door.
// Refused with UNKNOWN_SCAN.
Result<void> check_made_at(const SessionId& session, std::span<const CheckInId> ids, std::span<const Unsettled> scans);

// Those that are still to be discarded. Refused with UNKNOWN_SCAN, as above, or SCAN_SETTLED.
Result<std::vector<Unsettled>> to_discard(const SessionId& session, std::span<const CheckInId> ids,
                                          std::span<const Unsettled> scans);

// Those of the open scans that have a flag which is told of them, by what is known at their door now: of nobody whom
// registration knows, and of somebody. Whether one has the flag does not depend on that.
struct Flagged {
  std::vector<Unsettled> of_nobody;
  std::vector<Unsettled> of_somebody;
};
Flagged flagged(std::span<const Unsettled> scans, const Door& door, CheckInFlag flag);

// The scan, when somebody has discarded those like it, and it stays, being of somebody. What was said first stays. One
// that waited counts by itself no more: who came would tell whom registration knows.
Unsettled left(Unsettled scan, Settlement settled);

// The scan, when it counts: by itself, or because somebody says so.
Unsettled counted(Unsettled scan, const SessionId& attended, const PersonId& person,
                  std::optional<Settlement> settled = {});
Unsettled discarded(Unsettled scan, Settlement settled);

}  // namespace opora::registration
