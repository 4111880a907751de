// Pages of a list (AIP-158): where one ended and the next goes on.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "platform/result/result.h"

namespace opora {

// How many items a page holds when the request doesn't say.
inline constexpr int kPageSizeUsual = 100;

// Where an item stands in its list: first by a number, then by its id. Unless it says otherwise, before all of them.
struct PageCursor {
  std::int64_t number = std::numeric_limits<std::int64_t>::min();
  std::string id;
  bool operator==(const PageCursor&) const = default;
};

// The page that a request asks for.
struct PageRequest {
  std::string list;  // which list it is, so that a token of one is refused by another
  PageCursor after;
  int size = kPageSizeUsual;

  // How many items to read: one more than the page holds tells whether there is another page.
  int limit() const { return size + 1; }
};

// Without a token the list begins after `start`; a size of 0 is the usual one. Refused with BAD_PAGE_TOKEN when the
// token is none of this list.
Result<PageRequest> page_request(std::string list, const std::string& token, int size, PageCursor start = {});
template <class Request>
Result<PageRequest> page_asked_by(const Request& request, std::string list, PageCursor start = {}) {
  return page_request(std::move(list), request.page_token(), request.page_size(), std::move(start));
}

// The token of the page after `last`.
std::string to_token(const std::string& list, const PageCursor& last);

// Leaves of the items that were read those of the page, and gives the next page's token: empty when there is none.
// PageCursor cursor_of(const Item&) stands beside the query that reads the items, whose order it is.
template <class Items>
std::string page_of(Items& items, const PageRequest& page) {
  const auto size = static_cast<std::size_t>(page.size);
  if (items.size() <= size) return "";
  items.erase(items.begin() + page.size, items.end());
  return to_token(page.list, cursor_of(items.back()));
}

}  // namespace opora
