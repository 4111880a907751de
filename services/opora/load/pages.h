// How what is there is read: each page of a list to its end.
#pragma once

#include "opora/load/standing.h"
#include "platform/result/result.h"

namespace opora::load {

inline constexpr int kPageSize = 500;

template <class Answer, class Asked, class Each>
Result<void> pages(const Query& query, Asked request, const Each& each) {
  request.set_page_size(kPageSize);
  do {
    Answer page;
    TRY_DO(query(request, page));
    each(page);
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return {};
}

}  // namespace opora::load
