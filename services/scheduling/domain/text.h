// Text that people read, in each language it has been written in.
#pragma once

#include <map>
#include <string>

#include "platform/result/result.h"

namespace opora::scheduling {

struct LocalizedText {
  std::map<std::string, std::string> by_language;  // by BCP 47 tag
  bool operator==(const LocalizedText&) const = default;
};

// Refused with TEXT_MISSING when it says nothing in any language, or is blank in one it claims to be written in.
// `field` names the request's field.
Result<void> require_text(const LocalizedText& text, const char* field);

}  // namespace opora::scheduling
