// Where a Redis is and as whom to speak to it.
#pragma once

#include <string>
#include <string_view>

#include "platform/result/result.h"

namespace opora {

struct RedisAddress {
  std::string socket;  // path of a Unix socket; empty: host and port
  std::string host;
  int port = 6379;
  std::string user;  // empty: Redis's default user
  std::string password;
  int database = 0;
};

// Reads redis://[[user]:password@]host[:port][/database] or unix:[//[user]:password@]/path; %40 stands for an @ and so
// on. Refused with CACHE_ADDRESS_INVALID, whose message never shows the address, since a password may be in it.
Result<RedisAddress> parse_redis_address(std::string_view text);

}  // namespace opora
