// `opora token`: issues access tokens from the keys in the platform's data folder, without the platform running.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "platform/policy/caller.h"
#include "platform/result/result.h"
#include "platform/service/service.h"

namespace opora::tool {

struct TokenOptions {
  std::string role;
  std::string subject;
  std::vector<std::string> scopes;  // NAME=ID
  std::string lifetime = "8h";
};

// Who the options describe, to these services. Refused with
//   UNKNOWN_ROLE      their contracts know no such role
//   SCOPE_MALFORMED   a scope that is not NAME=ID
//   UNKNOWN_SCOPE     none of them knows the scope
//   SCOPE_MISSING     they grant the role something within a scope, and none is given
//   SCOPE_UNEXPECTED  they grant the role nothing within this one
//   SUBJECT_IS_ROLE   the account is called as the role is
Result<Caller> caller_of(const TokenOptions& options, const std::vector<Service>& services);

// "90s", "15m", "8h", "7d"; up to a year. Refused with LIFETIME_MALFORMED.
Result<std::chrono::seconds> lifetime_of(std::string_view text);

// Refused with KEYS_NOT_FOUND when the data folder has none: a token by a new key would open nothing.
Result<std::string> issue_token(const std::string& data, const Caller& caller, std::chrono::seconds lifetime);

// Prints the token alone.
Result<void> token(const std::string& data, const TokenOptions& options, const std::vector<Service>& services);

}  // namespace opora::tool
