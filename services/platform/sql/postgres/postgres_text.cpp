#include "platform/sql/postgres/postgres_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace opora {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// The end of what must be copied as it is from `at` on: a quoted text, a comment, or one character.
std::size_t end_of_piece(std::string_view text, std::size_t at) {
  if (text[at] == '\'' || text[at] == '"') {
    const auto close = text.find(text[at], at + 1);
    return close == std::string_view::npos ? text.size() : close + 1;
  }
  if (text.substr(at, 2) == "--") return std::min(text.find('\n', at), text.size());
  return at + (text.substr(at, 2) == "::" ? 2 : 1);
}

std::size_t end_of_word(std::string_view text, std::size_t at) {
  while (at < text.size() && is_word(text[at])) ++at;
  return at;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kWords{
    {{"BLOB", "BYTEA"}, {"INTEGER", "BIGINT"}, {"TEXT", "TEXT COLLATE \"C\""}, {"WITHOUT", ""}}};

}  // namespace

NumberedText with_numbered_parameters(std::string_view text) {
  NumberedText numbered;
  for (std::size_t at = 0; at < text.size();) {
    const bool named = text[at] == ':' && at + 1 < text.size() && is_word(text[at + 1]);
    const std::size_t end = named ? end_of_word(text, at + 1) : end_of_piece(text, at);
    if (named) {
      const std::string name(text.substr(at + 1, end - at - 1));
      auto found = std::find(numbered.names.begin(), numbered.names.end(), name);
      if (found == numbered.names.end()) found = numbered.names.insert(found, name);
      numbered.text += "$" + std::to_string(found - numbered.names.begin() + 1);
    } else {
      numbered.text += text.substr(at, end - at);
    }
    at = end;
  }
  return numbered;
}

std::string schema_in_postgres_words(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = is_word(text[at]) ? end_of_word(text, at) : end_of_piece(text, at);
    const std::string_view piece = text.substr(at, end - at);
    const auto* other =
        std::find_if(kWords.begin(), kWords.end(), [&](const auto& word) { return word.first == piece; });
    if (piece != "ROWID") out += other == kWords.end() ? piece : other->second;
    at = end;
  }
  return out;
}

}  // namespace opora
