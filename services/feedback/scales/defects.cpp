#include "feedback/scales/defects.h"

#include <algorithm>

#include "feedback_scales_words.h"

namespace opora::scales {
namespace {

// What stands in braces in the sentence.
std::string filled(std::string_view name, const Defect& defect) {
  const auto part = std::ranges::find(defect.parts, name, &std::pair<std::string, std::string>::first);
  return part == defect.parts.end() ? "{" + std::string(name) + "}" : part->second;
}

}  // namespace

std::string sentence_of(const Defect& defect, std::string_view language) {
  std::string sentence;
  for (std::string_view left = feedback_scales_words().in(language).text(defect.reason); !left.empty();) {
    const auto open = left.find('{'), close = left.find('}', open);
    sentence += left.substr(0, open);
    if (close == std::string_view::npos) break;
    sentence += filled(left.substr(open + 1, close - open - 1), defect);
    left.remove_prefix(close + 1);
  }
  return sentence;
}

std::string to_text(const Defect& defect, std::string_view language) {
  const std::string place = defect.path.empty() ? "" : defect.path + ": ";
  return place + defect.reason + ": " + sentence_of(defect, language);
}

Error refusal_of(std::span<const Defect> defects) {
  Error error{Code::invalid, "SCALE_DEFECTIVE",
              "The scale has defects: mend those that are listed and send it again."};
  for (const Defect& defect : defects)
    error.fields.push_back({defect.path, defect.reason + ": " + sentence_of(defect)});
  return error;
}

}  // namespace opora::scales
