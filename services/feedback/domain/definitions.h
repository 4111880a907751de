// Questionnaires and scales as they are kept: a version of each, as its file says it in the one form that it has. What
// is in it, the libraries read (feedback/questionnaire, feedback/scales).
#pragma once

#include <cstdint>
#include <string>

namespace opora::feedback {

struct KeptScale {
  std::string scale;  // its id
  std::int32_t scoring_version = 1;
  std::string definition;  // canonical JSON
  bool operator==(const KeptScale&) const = default;
};

struct KeptQuestionnaire {
  std::string questionnaire;  // its id
  std::int32_t version = 1;
  std::string digest;      // of the definition; base64url
  std::string definition;  // canonical JSON
  bool operator==(const KeptQuestionnaire&) const = default;
};

}  // namespace opora::feedback
