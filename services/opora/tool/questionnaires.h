// `opora questionnaire check`, `add` and `render`: questionnaires as files (docs/questionnaires.md).
#pragma once

#include <string>
#include <vector>

#include "feedback/questionnaire/questionnaire.h"
#include "feedback/scales/scale.h"
#include "opora/tool/connection.h"
#include "platform/result/result.h"

namespace opora::tool {

struct QuestionnaireOptions {
  std::vector<std::string> files;   // of check several
  std::vector<std::string> scale_files;  // of those that they ask, beside what is built in
  std::string language = "en";      // of what is said and, of render, of the page
  std::string wave;                 // of render: whose answers these will be
  std::vector<std::string> help;    // of render: where to find help, a line each
  std::string out;
};

// A file with the scales that it asks, read by the platform's rules.
struct LocalQuestionnaire {
  questionnaire::Questionnaire asked;
  std::vector<scales::Scale> asked_scales;
};

// Each defect is said on standard error, by file, path and reason. Refused with FILE_UNREADABLE and
// QUESTIONNAIRE_DEFECTIVE; of a scale with SCALE_DEFECTIVE.
Result<LocalQuestionnaire> read_local(const std::string& file, const QuestionnaireOptions& options);

// Looks for defects, and says what lacks a translation; needs no platform.
Result<void> check_questionnaires(const QuestionnaireOptions& options);

// Puts it on the platform, after its scales. What is wrong with it the platform says.
Result<void> add_questionnaire(const ConnectionOptions& connection, const QuestionnaireOptions& options);

// Writes it as one file for a browser; needs no platform.
Result<void> render_questionnaire(const QuestionnaireOptions& options);

}  // namespace opora::tool
