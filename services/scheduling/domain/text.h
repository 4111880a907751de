// What must be written in words.
#pragma once

#include "platform/result/result.h"
#include "platform/text/localized_text.h"

namespace opora::scheduling {

// Refused with TEXT_MISSING when it says nothing in any language, or has no letter or digit in one it claims to be
// written in. `field` names the request's field.
Result<void> require_text(const LocalizedText& text, const char* field);

}  // namespace opora::scheduling
