#include "platform/paging/page.h"

#include <charconv>
#include <optional>

#include "platform/ids/ids.h"
#include "platform/text/base64url.h"

namespace opora {
namespace {

constexpr std::size_t kTokenLengthMax = 200;

std::optional<PageCursor> parse(const std::string& text, const std::string& list) {
  const std::string opening = list + ".";
  if (!text.starts_with(opening)) return std::nullopt;
  PageCursor cursor;
  const char* const end = text.data() + text.size();
  const auto [after, error] = std::from_chars(text.data() + opening.size(), end, cursor.number);
  if (error != std::errc() || after == end || *after != '.') return std::nullopt;
  cursor.id.assign(after + 1, end);
  if (!is_uuid(cursor.id)) return std::nullopt;
  return cursor;
}

}  // namespace

Result<PageRequest> page_request(std::string list, const std::string& token, int size, PageCursor start) {
  if (size == 0) size = kPageSizeUsual;
  if (token.empty()) return PageRequest{std::move(list), std::move(start), size};
  if (const auto text = token.size() > kTokenLengthMax ? std::nullopt : from_base64url(token))
    if (auto after = parse(*text, list)) return PageRequest{std::move(list), *std::move(after), size};
  return refuse(Code::invalid, "BAD_PAGE_TOKEN",
                "This page token is not one of this list. Send the one of the last page, or none to start again.");
}

std::string to_token(const std::string& list, const PageCursor& last) {
  return base64url(list + "." + std::to_string(last.number) + "." + last.id);
}

}  // namespace opora
