// Sentences of words/ with their places filled in, in the language of whoever reads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/result/result.h"
#include "platform/text/catalogue.h"

namespace opora::tool {

class Sentences {
 public:
  using Parts = std::vector<std::pair<std::string_view, std::string>>;  // {"series", "0190…"} for {series}

  // In English, if there are no words in the language.
  explicit Sentences(const std::string& language);

  const std::string& language() const { return words_->language(); }
  std::string text(std::string_view key, const Parts& parts = {}) const;
  // In the form for the count, which stands for {count}.
  std::string counted(std::string_view key, std::int64_t count, const Parts& parts = {}) const;
  // A service's refusal, where there are words for it.
  Error refused(Error refusal) const;

 private:
  const Words* words_;
};

}  // namespace opora::tool
