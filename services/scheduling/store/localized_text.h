// Localized text in a column: a JSON object from language tag to text, keys in order, so that the same text is always
// the same bytes.
#pragma once

#include <string>

#include "scheduling/domain/text.h"

namespace opora::scheduling {

std::string to_column(const LocalizedText& text);
LocalizedText localized_text(const std::string& column);

}  // namespace opora::scheduling
