#include "scheduling/domain/text.h"

namespace opora::scheduling {

Result<void> require_text(const LocalizedText& text, const char* field) {
  if (is_written(text)) return {};
  Error error{Code::invalid, "TEXT_MISSING", "Write the text in at least one language, and leave it empty in none."};
  error.fields.push_back({field, "needs words in at least one language, and no empty text"});
  return tl::unexpected(std::move(error));
}

}  // namespace opora::scheduling
