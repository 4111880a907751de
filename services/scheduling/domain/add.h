// The rule that all adding follows: the same thing added again changes nothing, another one under its id is refused.
#pragma once

#include <optional>

#include "platform/result/result.h"
#include "scheduling/domain/events.h"

namespace opora::scheduling {

inline tl::unexpected<Error> refuse_id_taken() {
  return refuse(Code::conflict, "ID_TAKEN",
                "Something else was added under this id. Use a new id, or send exactly what was added before.");
}

// `Added` is the event that tells of the thing; there is none when it had been so before.
template <class Added, class Thing>
Result<Events> add(const std::optional<Thing>& known, const Thing& thing) {
  if (!known) return Events{Added{thing}};
  if (*known == thing) return Events{};
  return refuse_id_taken();
}

}  // namespace opora::scheduling
