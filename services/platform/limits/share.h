// What one caller may have of places that all share.
#pragma once

#include <cstddef>

namespace opora {

// Whether a caller who has `theirs` of the `all` places that are taken, of `most`, may have one more: at most eight
// times as many as there is room left. So there always is some for whoever comes next, and somebody alone can use eight
// ninths of it.
constexpr bool has_share(std::size_t theirs, std::size_t all, std::size_t most) { return theirs < 8 * (most - all); }

}  // namespace opora
