// The secrets of a platform as `opora keys export` writes them, before they are encrypted: JSON.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "platform/result/result.h"

namespace opora::tool {

struct PlatformKeys {
  std::optional<std::string> signing_key;           // a JWK
  std::map<std::string, std::string> history_keys;  // by service; bytes
};

std::string to_json(const PlatformKeys& keys);
// Refused with KEYS_UNKNOWN where it is nothing that this version has written.
Result<PlatformKeys> keys_from_json(std::string_view text);

}  // namespace opora::tool
