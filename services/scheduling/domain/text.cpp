#include "scheduling/domain/text.h"

#include <algorithm>

namespace opora::scheduling {

Result<void> require_text(const LocalizedText& text, const char* field) {
  const bool blank = std::any_of(text.by_language.begin(), text.by_language.end(), [](const auto& entry) {
    return entry.first.empty() || entry.second.find_first_not_of(" \t\r\n") == std::string::npos;
  });
  if (!text.by_language.empty() && !blank) return {};
  Error error{Code::invalid, "TEXT_MISSING", "Write the text in at least one language, and leave it empty in none."};
  error.fields.push_back({field, "needs words in at least one language, and no empty text"});
  return tl::unexpected(std::move(error));
}

}  // namespace opora::scheduling
