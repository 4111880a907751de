#include "platform/cache/redis_address.h"

#include <charconv>

namespace opora {
namespace {

constexpr int kPortMax = 65'535, kDatabaseMax = 1'000'000;

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool read_number(std::string_view text, int at_most, int& number) {
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && at == end && number >= 0 && number <= at_most;
}

// RFC 3986, 2.1.
bool decode(std::string_view text, std::string& decoded) {
  for (; !text.empty(); text.remove_prefix(1)) {
    if (text.front() != '%') {
      decoded += text.front();
      continue;
    }
    unsigned byte = 0;
    if (text.size() < 3) return false;
    const auto [at, error] = std::from_chars(text.data() + 1, text.data() + 3, byte, 16);
    if (error != std::errc() || at != text.data() + 3) return false;
    decoded += static_cast<char>(byte);
    text.remove_prefix(2);
  }
  return true;
}

// Up to the last @, so that a password may have one of its own.
bool take_password(std::string_view& text, RedisAddress& address) {
  const auto at = text.rfind('@');
  if (at == std::string_view::npos) return true;
  const std::string_view before = text.substr(0, at);
  const auto colon = before.find(':');
  text.remove_prefix(at + 1);
  return colon != std::string_view::npos && colon + 1 < before.size() &&
         decode(before.substr(0, colon), address.user) && decode(before.substr(colon + 1), address.password);
}

bool read_place(std::string_view text, RedisAddress& address) {
  if (const auto slash = text.rfind('/'); slash != std::string_view::npos) {
    const std::string_view database = text.substr(slash + 1);
    if (!database.empty() && !read_number(database, kDatabaseMax, address.database)) return false;
    text = text.substr(0, slash);
  }
  // An IPv6 address stands in brackets, since it has colons itself.
  const auto host_end = text.starts_with('[') ? text.find(']') : text.find(':');
  if (text.starts_with('[')) {
    if (host_end == std::string_view::npos) return false;
    address.host = text.substr(1, host_end - 1);
    text.remove_prefix(host_end + 1);
  } else {
    address.host = text.substr(0, host_end);
    text = host_end == std::string_view::npos ? "" : text.substr(host_end);
  }
  if (address.host.empty() || address.host.find_first_of("/ ") != std::string::npos) return false;
  return text.empty() || (take(text, ":") && read_number(text, kPortMax, address.port) && address.port > 0);
}

bool read_socket(std::string_view text, RedisAddress& address) {
  if (take(text, "//") && !take_password(text, address)) return false;
  address.socket = text;
  return text.size() > 1 && text.starts_with('/');
}

}  // namespace

Result<RedisAddress> parse_redis_address(std::string_view text) {
  RedisAddress address;
  const bool is_read = take(text, "unix:")
                           ? read_socket(text, address)
                           : take(text, "redis://") && take_password(text, address) && read_place(text, address);
  if (is_read) return address;
  return refuse(Code::invalid, "CACHE_ADDRESS_INVALID",
                "The address of Redis can't be read: it is redis://[user:password@]host:port[/database] or "
                "unix:/path, with %40 for an @ and so on in a password.");
}

}  // namespace opora
