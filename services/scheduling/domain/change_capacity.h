// Changing how many people a session is for. Whoever has a seat keeps it: that is registration's to see to.
#pragma once

#include "platform/result/result.h"
#include "scheduling/domain/corrections.h"

namespace opora::scheduling {

// What is known when the command comes.
struct ChangeCapacityFacts {
  Session session;
  Room room;
};

// Refused with SESSION_CANCELLED or CAPACITY_LARGER_THAN_ROOM.
Result<CorrectedSession> decide(const ChangeCapacityFacts& facts, std::int32_t capacity, const std::string& reason);

}  // namespace opora::scheduling
