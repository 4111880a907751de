// Pages of a list (AIP-158): where one ended and the next goes on.
#pragma once

#include <cstdint>
#include <string>

#include "platform/result/result.h"

namespace opora {

// How many items a page holds when the request doesn't say.
inline constexpr int kPageSizeUsual = 100;
inline int page_size_of(int asked) { return asked == 0 ? kPageSizeUsual : asked; }

// The place of an item in its list: first by a number, then by its id.
struct PagePlace {
  std::int64_t number = 0;
  std::string id;
  bool operator==(const PagePlace&) const = default;
};

// `list` says which list the place is in, so that a token of one list is refused by another.
std::string to_token(const std::string& list, const PagePlace& place);

// Refused with BAD_PAGE_TOKEN when it is no token of this list. An empty one is `start`.
Result<PagePlace> place_of_token(const std::string& list, const std::string& token, const PagePlace& start);

}  // namespace opora
