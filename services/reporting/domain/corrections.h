// What was put right, counted.
#pragma once

#include <array>
#include <cstdint>

#include "platform/clock/clock.h"

namespace opora::reporting {

// The contract's, by number.
enum class Correction {
  attendances_taken_back = 1,
  attendances_moved = 2,
  attendances_restored = 3,
  attendances_added = 4,
  counts_without_names = 5,
  groups_changed = 6,
  sessions_changed = 7,
  people_merged = 8,
  organisations_merged = 9,
};

// Those of a report, in its order.
inline constexpr std::array kCorrections = {
    Correction::attendances_taken_back, Correction::attendances_moved,    Correction::attendances_restored,
    Correction::attendances_added,      Correction::counts_without_names, Correction::groups_changed,
    Correction::sessions_changed,       Correction::people_merged,        Correction::organisations_merged};

struct CorrectionCount {
  Correction correction{};
  std::int64_t count = 0;
  Instant last_at = {};  // 0 if there are none
  bool operator==(const CorrectionCount&) const = default;
};

}  // namespace opora::reporting
