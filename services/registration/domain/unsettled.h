// Scans that were set aside: kept for a person to look at, and counting nowhere. A code that is nobody's id stays so.
// A scan at a session that wasn't known waits until it is; then it counts, if whoever uploaded it may check in where
// the session turned out to be.
#pragma once

#include <optional>
#include <vector>

#include "registration/domain/attendance.h"

namespace opora::registration {

// What became of a scan that was set aside. The numbers are stored.
enum class Stands {
  waits = 1,       // for its session to be known
  counts = 2,      // it is a check-in now
  unreadable = 3,  // nobody's id
  elsewhere = 4,   // uploaded by a coordinator of other regions than the session's
};

struct Unsettled {
  CheckIn check_in;
  CheckInId sent;                 // the scan's own id; it is kept under another if that was taken
  std::vector<RegionId> regions;  // where whoever uploaded it may check in; empty: here
  Stands stands;
};

// A scan newly set aside.
Unsettled unsettled(const Admission& admission, const Scan& scan, bool session_is_known,
                    std::vector<RegionId> regions);

// The same scan uploaded again while it waits: by whoever may check in more widely, it counts as theirs.
Unsettled uploaded_again(Unsettled kept, const std::vector<RegionId>& regions);

// What becomes of a waiting scan when its session is known.
Stands settle(const Unsettled& waiting, const Session& session);

// What is odd about it now; the session's facts, once they are known, say more than when it was answered.
Flags flags_now(const Unsettled& scan, const std::optional<Session>& session);

}  // namespace opora::registration
