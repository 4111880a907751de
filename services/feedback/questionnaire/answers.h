// Answers to a version of a questionnaire: checked as they come, so that whatever is sealed can be read and counted.
// Pure; for any thread. No refusal repeats what was answered.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feedback/questionnaire/questionnaire.h"
#include "platform/result/result.h"

namespace opora::questionnaire {

enum class AnswerState {
  answered = 1,
  declined = 2,        // chose not to say
  skipped = 3,         // shown and left blank
  not_shown = 4,       // its condition was false: derived here, never said by who answers
  not_in_version = 5,  // the version that was answered did not ask it: derived in versions.h
};

// What somebody sent for one question, or for one row of a matrix. An entry that says nothing, and one that is not
// there, are the same: skipped, or not shown.
struct GivenAnswer {
  std::string question;
  std::string row = {};                     // of a matrix; else empty
  std::vector<std::string> options = {};    // codes; of a ranking from the first place on
  std::optional<std::int64_t> number = {};
  std::string text = {};
};

// One for each question, and for each row of a matrix.
struct Answer {
  std::string question;
  std::string row = {};
  AnswerState state = AnswerState::skipped;
  // If answered: the codes of a single, scale and row (one), a multiple (in the questionnaire's order), or a ranking.
  std::vector<std::string> options = {};
  std::int64_t number = 0;  // of a number
  std::string text = {};    // of an open question: composed, lines parted by \n
  bool operator==(const Answer&) const = default;
};

// In the questionnaire's order of questions, and of rows in each.
struct Answers {
  std::int32_t version = 0;
  std::vector<Answer> answers;
  bool operator==(const Answers&) const = default;
};

// What is kept of what was given. `version` is the one that was read. All refusals are Code::invalid, and name the
// question, never the answer:
//   ANSWERS_OF_ANOTHER_VERSION, UNKNOWN_QUESTION, UNKNOWN_ROW, ANSWER_TWICE, WRONG_KIND_OF_ANSWER,
//   UNKNOWN_OPTION, OPTION_TWICE (also a tie in a ranking), OPTION_EXCLUDES_OTHERS, TOO_FEW_OPTIONS, TOO_MANY_OPTIONS,
//   NUMBER_OUT_OF_RANGE, ANSWER_TOO_LONG, ANSWER_NOT_PLAIN_TEXT (no UTF-8, control characters, or what turns a line),
//   ANSWER_TO_HIDDEN_QUESTION, ANSWER_REQUIRED
Result<Answers> check_answers(const Questionnaire& questionnaire, std::int32_t version,
                              std::span<const GivenAnswer> given);

// Whether a condition holds by the answers to earlier questions.
bool holds(const Condition& condition, std::span<const Answer> earlier);

// Null if there is none.
const Answer* find_answer(std::span<const Answer> answers, std::string_view question, std::string_view row = {});

}  // namespace opora::questionnaire
