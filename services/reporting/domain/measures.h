// A round's figures. What each counts is said in words (../words): a figure without them is open to whatever its reader
// hopes for.
#pragma once

#include <cstdint>
#include <vector>

#include "reporting/domain/reach.h"

namespace opora::reporting {

// Seats by where their groups stand.
struct Seats {
  std::int64_t confirmed = 0;
  std::int64_t waiting = 0;
  bool operator==(const Seats&) const = default;
};

// The contract's, by number and by name.
enum class Measure {
  people = 1,
  people_unverified = 2,
  attendances = 3,
  organisations = 4,
  sessions_held = 5,
  session_minutes = 6,
  session_days = 7,
  seats_confirmed = 8,
  seats_waiting = 9,
  scans_set_aside = 10,
  events_skipped = 11,
  attendances_unnamed = 12,
  sessions_cancelled = 20,
  attendances_cancelled = 21,
  organisations_undecided = 30,
  attendances_overlapping = 31,
};

struct Figure {
  Measure measure;
  std::int64_t value;
  std::int64_t unsure = 0;  // as much more as it may be
};

// What a round's figures don't contain, and what of them is doubtful. Said in its report, since a reader could not
// notice it.
struct Uncounted {
  std::int64_t scans_set_aside = 0;  // at the round's doors, which nobody has settled yet
  std::int64_t skipped_events = 0;   // in the whole network: an operator gave them up
  std::int64_t sessions_cancelled = 0;
  std::int64_t attendances_cancelled = 0;  // at those
  std::int64_t organisations_undecided = 0;  // of which nobody has said whether they are one (domain/merges.h)
  std::int64_t attendances_overlapping = 0;  // of somebody who was elsewhere as well (store/overlaps.h)
};

// A round's figures, in the order of its report.
std::vector<Figure> figures_of(const Visits& visits, const Seats& seats, const Uncounted& uncounted);

}  // namespace opora::reporting
