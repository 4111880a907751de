// Which HTTP status says what a code says. Of the code itself, not by way of gRPC's: there a conflict is
// FAILED_PRECONDITION, which gateways make 400 of. Never fails; from any thread.
//
//   invalid          400 Bad Request            RFC 9110, 15.5.1
//   unauthenticated  401 Unauthorized           RFC 9110, 15.5.2; whoever answers adds WWW-Authenticate (11.6.1)
//   denied           403 Forbidden              RFC 9110, 15.5.4
//   not_found        404 Not Found              RFC 9110, 15.5.5
//   conflict         409 Conflict               RFC 9110, 15.5.10; 412 is kept for If-Match (15.5.13)
//   overloaded       429 Too Many Requests      RFC 6585, 4; with Retry-After (RFC 9110, 10.2.3)
//   internal         500 Internal Server Error  RFC 9110, 15.6.1
//   unavailable      503 Service Unavailable    RFC 9110, 15.6.4; as 429
//   deadline         504 Gateway Timeout        RFC 9110, 15.6.5
//   outcome_unknown  504 Gateway Timeout        the same: nothing came in time that says whether it happened. The
//                                               reason in the body tells both apart; the same request again settles it
#pragma once

#include "platform/result/result.h"

namespace opora {

constexpr int http_status_of(Code code) {
  switch (code) {
    case Code::invalid:
      return 400;
    case Code::unauthenticated:
      return 401;
    case Code::denied:
      return 403;
    case Code::not_found:
      return 404;
    case Code::conflict:
      return 409;
    case Code::overloaded:
      return 429;
    case Code::internal:
      return 500;
    case Code::unavailable:
      return 503;
    case Code::deadline:
    case Code::outcome_unknown:
      return 504;
  }
  return 500;
}

}  // namespace opora
