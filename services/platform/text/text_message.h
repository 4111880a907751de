// Localized text as contracts have it.
#pragma once

#include "opora/platform/v1/text.pb.h"
#include "platform/text/localized_text.h"

namespace opora {

inline LocalizedText text_of(const platform::v1::LocalizedText& message) {
  return {{message.by_language().begin(), message.by_language().end()}};
}

inline void put_text(const LocalizedText& text, platform::v1::LocalizedText& message) {
  for (const auto& [language, words] : text.by_language) (*message.mutable_by_language())[language] = words;
}

}  // namespace opora
