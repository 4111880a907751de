#include "platform/process/process_list.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace opora {
namespace {

bool holds_password(std::string_view word) {
  const auto scheme = word.find("://");
  const bool is_address = scheme != std::string_view::npos && word.find('@', scheme) != std::string_view::npos;
  return is_address || word.find("password") != std::string_view::npos;
}

}  // namespace

std::vector<std::string> take_words(int count, char** words) {
  std::vector<std::string> taken;
  for (int i = 1; i < count; ++i) {
    taken.emplace_back(words[i]);
    const std::string_view word = words[i];
    if (!holds_password(word)) continue;
    const auto equals = word.starts_with("--") ? word.find('=') : std::string_view::npos;
    char* const value = equals == std::string_view::npos ? words[i] : words[i] + equals + 1;
    std::fill(value, value + std::strlen(value), '*');
  }
  return taken;
}

}  // namespace opora
