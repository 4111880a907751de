// `opora token`: issues access tokens from the keys in the platform's data folder, without the platform running.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "platform/policy/caller.h"
#include "platform/result/result.h"

namespace opora::tool {

struct TokenOptions {
  std::string role;
  std::string subject;
  std::vector<std::string> regions;
  std::string organisation;
  std::vector<std::string> sessions;
  std::string lifetime = "8h";
};

// Who the options describe. Refused with UNKNOWN_ROLE, SCOPE_MISSING (a coordinator without region …),
// SCOPE_UNEXPECTED or SCOPE_MALFORMED.
Result<Caller> caller_of(const TokenOptions& options);

// "90s", "15m", "8h", "7d"; up to a year. Refused with LIFETIME_MALFORMED.
Result<std::chrono::seconds> lifetime_of(std::string_view text);

// Refused with KEYS_NOT_FOUND when the data folder has none: a token by a new key would open nothing.
Result<std::string> issue_token(const std::string& data, const Caller& caller, std::chrono::seconds lifetime);

// Prints the token alone.
Result<void> token(const std::string& data, const TokenOptions& options);

}  // namespace opora::tool
