#include "registration/store/page.h"

#include <charconv>
#include <string_view>

#include "platform/ids/ids.h"

namespace opora::registration {
namespace {

tl::unexpected<Error> bad_token() {
  return refuse(Code::invalid, "BAD_PAGE_TOKEN",
                "The page token is none of this list's. Begin with the first page.");
}

std::optional<std::int64_t> parse(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (trouble != std::errc() || end != text.data() + text.size() || number < 0) return {};
  return number;
}

}  // namespace

Result<std::int64_t> number_in(const std::string& token) {
  if (token.empty()) return 0;
  const auto number = parse(token);
  if (!number) return bad_token();
  return *number;
}

Result<std::string> id_in(const std::string& token) {
  if (!token.empty() && !is_uuid(token)) return bad_token();
  return token;
}

Result<std::optional<std::pair<std::int64_t, std::string>>> number_and_id_in(const std::string& token) {
  if (token.empty()) return std::nullopt;
  const auto dot = token.find('.');
  if (dot == std::string::npos) return bad_token();
  const auto number = parse(std::string_view(token).substr(0, dot));
  std::string id = token.substr(dot + 1);
  if (!number || !is_uuid(id)) return bad_token();
  return std::pair{*number, std::move(id)};
}

std::string token_of(std::int64_t number, const std::string& id) { return std::to_string(number) + "." + id; }

}  // namespace opora::registration
