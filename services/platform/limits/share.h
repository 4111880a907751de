// What one caller may have of places that all share.
#pragma once

#include <cstddef>

#include "platform/result/result.h"

namespace opora {

// Whether a caller who has `theirs` of the `all` places that are taken, of `most`, may have one more: at most eight
// times as many as there is room left. So there always is some for whoever comes next, and somebody alone can use eight
// ninths of it.
constexpr bool has_share(std::size_t theirs, std::size_t all, std::size_t most) { return theirs < 8 * (most - all); }

// The refusal where there is no place: QUEUE_FULL, or SHARE_FULL if it is the caller's own share that is used up.
inline Error too_many_wait(bool of_one) {
  if (of_one)
    return {Code::overloaded, "SHARE_FULL",
            "Too many of your requests are waiting; the other places are for other callers. Try again when some of "
            "them are answered."};
  return {Code::overloaded, "QUEUE_FULL", "Too many requests are waiting. Try again shortly."};
}

}  // namespace opora
