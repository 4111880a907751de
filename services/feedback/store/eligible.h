// Who is registered and who came, by what had been heard at some point of the two logs; and how far these were heard.
#pragma once

#include <cstdint>
#include <limits>

#include "feedback/domain/eligible.h"
#include "feedback/domain/wave.h"
#include "platform/lane/transaction.h"

namespace opora::feedback {

// Positions in the logs of scheduling and registration, up to which events count; and in the latter, up to which it
// counts that two ids are one person's.
struct HeardUpTo {
  std::int64_t scheduling = std::numeric_limits<std::int64_t>::max();
  std::int64_t registration = std::numeric_limits<std::int64_t>::max();
  std::int64_t merges = registration;
};
inline constexpr HeardUpTo kAllHeard{};
HeardUpTo up_to(const Heard& heard);

// Who can answer a wave of that moment: registered, for one before; attended, for one after and a follow-up. At
// sessions that are published and not cancelled.
Result<CountedBySession> eligible_people(Reader& reader, const Subject& about, Moment moment, const HeardUpTo& heard);

// How far the logs have been heard now.
Result<Heard> heard_now(Reader& reader);

// Whether whoever is counted now is all: nothing is parked, and all was read that the logs held when reading them
// began. Read off the platform's own tables, so by every replica alike.
Result<bool> has_heard_enough(Reader& reader);

}  // namespace opora::feedback
