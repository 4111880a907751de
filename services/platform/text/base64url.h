// Base64url without padding (RFC 4648, section 5): how JWTs, keys and page tokens write bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace opora {

std::string base64url(std::string_view bytes);
// Nothing, if `text` is anything but the one right way to write some bytes.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace opora
