#include "opora/tool/sentences.h"

#include "opora/all_services/refusal_words.h"
#include "opora_tool_words.h"

namespace opora::tool {
namespace {

// Each place once, from the left: what is filled in is not looked through again.
std::string filled(const std::string& words, const Sentences::Parts& parts) {
  std::string whole;
  std::string_view left = words;
  for (auto open = left.find('{'); open != std::string_view::npos; open = left.find('{')) {
    const auto close = left.find('}', open);
    if (close == std::string_view::npos) break;
    whole += left.substr(0, open);
    const std::string_view name = left.substr(open + 1, close - open - 1);
    bool is_known = false;
    for (const auto& [part, text] : parts)
      if (part == name && !is_known) {
        whole += text;
        is_known = true;
      }
    if (!is_known) whole += left.substr(open, close - open + 1);
    left.remove_prefix(close + 1);
  }
  return whole + std::string(left);
}

}  // namespace

Sentences::Sentences(const std::string& language) : words_(&opora_tool_words().in(language)) {}

std::string Sentences::text(std::string_view key, const Parts& parts) const {
  return filled(words_->text(key), parts);
}

std::string Sentences::counted(std::string_view key, std::int64_t count, const Parts& parts) const {
  return filled(words_->counted(key, count), parts);
}

Error Sentences::refused(Error refusal) const { return in_language(std::move(refusal), language()); }

}  // namespace opora::tool
