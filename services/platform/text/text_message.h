// Localized text as contracts have it.
#pragma once

#include "opora/platform/v1/text.pb.h"
#include "platform/text/localized_text.h"
#include "platform/text/typed_text.h"

namespace opora {

inline LocalizedText text_of(const platform::v1::LocalizedText& message) {
  return {{message.by_language().begin(), message.by_language().end()}};
}

// The same of a request: what people typed, as it is kept.
inline LocalizedText typed_text_of(const platform::v1::LocalizedText& message) {
  LocalizedText text;
  for (const auto& [language, words] : message.by_language()) text.by_language.emplace(language, composed(words));
  return text;
}

inline void put_text(const LocalizedText& text, platform::v1::LocalizedText& message) {
  for (const auto& [language, words] : text.by_language) (*message.mutable_by_language())[language] = words;
}

}  // namespace opora
