// `opora answer FILE`: sends the answers of one sheet, which a questionnaire's page has saved. Nobody signs in, and
// nothing says who sends it. The file goes once the answers are recorded.
#pragma once

#include <string>
#include <string_view>

#include "opora/feedback/v1/feedback_service.pb.h"
#include "opora/tool/connection.h"
#include "platform/result/result.h"

namespace opora::tool {

struct AnswerOptions {
  std::string file;
  std::string wave;  // where the file names none
  std::string language = "en";
  bool keeps_file = false;
};

// A file as a page saves it: {"schema": "opora-answers/1", …}. What it leaves out is empty: the wave, the token.
// Refused with ANSWERS_MALFORMED, which repeats nothing of it.
Result<feedback::v1::SubmitAnswersRequest> answers_in(std::string_view json);

// Refused with WAVE_NOT_NAMED, and as the platform refuses it; also with NO_TERMINAL where the code has to be asked
// for.
Result<void> answer(const ConnectionOptions& connection, const AnswerOptions& options);

}  // namespace opora::tool
