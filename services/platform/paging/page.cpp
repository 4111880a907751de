#include "platform/paging/page.h"

#include <charconv>
#include <optional>
#include <vector>

#include <sodium.h>

#include "platform/ids/ids.h"

namespace opora {
namespace {

constexpr int kAlphabet = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t kTokenLengthMax = 200;

std::string encoded(const std::string& text) {
  std::string token(sodium_base64_ENCODED_LEN(text.size(), kAlphabet), '\0');
  sodium_bin2base64(token.data(), token.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                    kAlphabet);
  token.pop_back();  // the terminating zero
  return token;
}

std::optional<std::string> decoded(const std::string& token) {
  if (token.size() > kTokenLengthMax) return std::nullopt;
  std::string text(token.size(), '\0');
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(text.data()), text.size(), token.data(), token.size(), nullptr,
                        &length, nullptr, kAlphabet) != 0)
    return std::nullopt;
  text.resize(length);
  return text;
}

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
  if (const auto text = decoded(token))
    if (auto after = parse(*text, list)) return PageRequest{std::move(list), *std::move(after), size};
  return refuse(Code::invalid, "BAD_PAGE_TOKEN",
                "This page token is not one of this list. Send the one of the last page, or none to start again.");
}

std::string to_token(const std::string& list, const PageCursor& last) {
  return encoded(list + "." + std::to_string(last.number) + "." + last.id);
}

}  // namespace opora
