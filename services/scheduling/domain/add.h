// The rule that all adding follows: the same thing added again changes nothing, another one under its id is refused.
#pragma once

#include <optional>
#include <vector>

#include "platform/result/result.h"

namespace opora::scheduling {

// What happened: one event, or none when it had been so before.
template <class Happened>
using Events = std::vector<Happened>;

inline tl::unexpected<Error> refuse_id_taken() {
  return refuse(Code::conflict, "ID_TAKEN",
                "Something else was added under this id. Use a new id, or send exactly what was added before.");
}

template <class Added, class Thing>
Result<Events<Added>> add(const std::optional<Thing>& known, const Thing& thing) {
  if (!known) return Events<Added>{Added{thing}};
  if (*known == thing) return Events<Added>{};
  return refuse_id_taken();
}

}  // namespace opora::scheduling
