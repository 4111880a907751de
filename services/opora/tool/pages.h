// Lists of the platform's, read to their end.
#pragma once

#include "opora/tool/connection.h"

namespace opora::tool {

// Gives each page of what a request lists to `each`.
template <class Response, class Request, class Each>
Result<void> each_page(Client& client, Request request, const Each& each) {
  request.set_page_size(500);
  do {
    TRY(page, client.call_until_settled<Response>(request, kPatience));
    each(page);
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return {};
}

}  // namespace opora::tool
