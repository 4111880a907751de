// Who could have answered a wave, counted by hand from what the logs of scheduling and registration tell.
#pragma once

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "simulation/asking.h"
#include "simulation/ledger.h"

namespace opora::simulation {

struct CountedByHand {
  std::set<std::string> people;
  std::int64_t unnamed = 0;
  std::int64_t fullest = 0;  // session

  // Those without names may be any of another session's; at most each is somebody else.
  std::int64_t at_least() const { return std::max(static_cast<std::int64_t>(people.size()), fullest); }
  std::int64_t at_most() const { return static_cast<std::int64_t>(people.size()) + unnamed; }
};

// Who is registered, of a wave before; who came, of one after and a follow-up. By all that the ledger has read; whose
// ids are one person's, by what merges have told.
CountedByHand count_by_hand(const KnownSeries& series, feedback::v1::Moment moment, const Ledger& ledger,
                            const MergesTold& merges);

// Of those that are counted now, how many were not counted then.
std::int64_t late_by_hand(const CountedByHand& then, const CountedByHand& now);

// The beginning of a log, up to an event.
std::vector<LogRecord> up_to(std::vector<LogRecord> log, std::int64_t position);

}  // namespace opora::simulation
