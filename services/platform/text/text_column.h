// Localized text in a column: a JSON object from language tag to text, keys in order, so that the same text is always
// the same bytes.
#pragma once

#include <string>

#include "platform/sql/table.h"
#include "platform/text/localized_text.h"

namespace opora {

std::string to_column(const LocalizedText& text);
LocalizedText from_column(Type<LocalizedText>, const std::string& column);

}  // namespace opora
