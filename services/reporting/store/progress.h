// How far the other services' logs have been counted, as the platform's own tables say it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/lane/transaction.h"

namespace opora::reporting {

// Of the consumers, as far as they make more of events than older builds did: Service::relearn. Until they have, of
// what those had applied, figures are at worst as those gave them, and say so by an earlier position.
inline constexpr std::int64_t kLearntRevision = 3;

struct CountedLog {
  std::string log;
  std::string epoch;
  std::int64_t position = 0;  // up to this, every event is counted in full
};

// By name. Read in the same snapshot as the figures, so they are exactly what the figures contain.
Result<std::vector<CountedLog>> counted_logs(Reader& reader);

// Events that an operator gave up, of every log.
Result<std::int64_t> count_skipped_events(Reader& reader);

// By what the database says, so by every replica alike. Refused where a figure would be wrong and nobody would see it:
//   FIGURES_NOT_READY  until all is read that the logs held when reading them began, at the first start or after a
//                      rebuild
//   FIGURES_HELD_BACK  while an event is parked, or once a log turned out to be another one than was counted: for an
//                      operator to mend
Result<void> figures_ready(Reader& reader);

}  // namespace opora::reporting
