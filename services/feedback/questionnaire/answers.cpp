#include "feedback/questionnaire/answers.h"

#include <algorithm>
#include <map>
#include <utility>

#include "feedback/questionnaire/open_text.h"
#include "feedback/questionnaire/places.h"

namespace opora::questionnaire {
namespace {

using Codes = std::vector<std::string>;

// A refusal of what was answered at a place: it names the place.
tl::unexpected<Error> at(const Place& place, tl::unexpected<Error> refusal) {
  Error& error = refusal.value();
  error.fields.push_back({place.name(), error.message});
  return refusal;
}

// Of what stands nowhere in the questionnaire: the question, if that is there. What was sent is not repeated.
tl::unexpected<Error> unknown(const Question* question) {
  if (question == nullptr)
    return refuse(Code::invalid, "UNKNOWN_QUESTION",
                  "An answer is to a question that the questionnaire does not ask. Load it anew.");
  return at({question, nullptr},
            refuse(Code::invalid, "UNKNOWN_ROW",
                   "An answer is to a row that the question does not have. Load the questionnaire anew."));
}

// What was given for each place; null where nothing was.
Result<std::vector<const GivenAnswer*>> by_place(const Questionnaire& questionnaire, const std::vector<Place>& places,
                                                 std::span<const GivenAnswer> given) {
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> numbers;
  for (std::size_t i = 0; i < places.size(); ++i) numbers[{places[i].question->id, places[i].row_code()}] = i;
  std::vector<const GivenAnswer*> entries(places.size(), nullptr);
  for (const GivenAnswer& each : given) {
    const auto number = numbers.find({each.question, each.row});
    if (number == numbers.end()) return unknown(find_question(questionnaire, each.question));
    const GivenAnswer*& entry = entries[number->second];
    if (entry != nullptr)
      return at(places[number->second], refuse(Code::invalid, "ANSWER_TWICE",
                                               "A question is answered twice. Answer it once."));
    entry = &each;
  }
  return entries;
}

bool says_something(const GivenAnswer* given) {
  return given != nullptr && (!given->options.empty() || given->number || !given->text.empty());
}

std::size_t number_of(const Question& question, std::string_view code) {
  return static_cast<std::size_t>(std::ranges::find(question.options, code, &Option::code) - question.options.begin());
}

// That each is an option, and chosen once.
Result<void> check_codes(const Question& question, const Codes& codes) {
  if (codes.size() > question.options.size())
    return refuse(Code::invalid, "TOO_MANY_OPTIONS", "More options are chosen than the question takes. Choose fewer.");
  std::vector<bool> chosen(question.options.size(), false);
  for (const std::string& code : codes) {
    const std::size_t number = number_of(question, code);
    if (number == chosen.size())
      return refuse(Code::invalid, "UNKNOWN_OPTION",
                    "An option is chosen that the question does not have. Load the questionnaire anew.");
    if (chosen[number])
      return refuse(Code::invalid, "OPTION_TWICE", "One option stands there twice. Choose each once.");
    chosen[number] = true;
  }
  return {};
}

bool has_role(const Question& question, const std::string& code, OptionRole role) {
  const Option* option = find_option(question, code);
  return option != nullptr && option->role == role;
}

bool any_of_role(const Question& question, const Codes& codes, OptionRole role) {
  return std::ranges::any_of(codes, [&](const std::string& code) { return has_role(question, code, role); });
}

// How many are chosen, and what is chosen together.
Result<void> check_choice(const Question& question, const Codes& codes) {
  const bool has_lonely = any_of_role(question, codes, OptionRole::declined) ||
                          any_of_role(question, codes, OptionRole::exclusive);
  if (has_lonely && codes.size() > 1)
    return refuse(Code::invalid, "OPTION_EXCLUDES_OTHERS",
                  "An option is chosen together with others that it excludes. Choose it alone, or the others.");
  if (has_lonely) return {};
  const bool is_one = form_of(question.kind) == AnswerForm::one_option;
  if (codes.size() > (is_one ? 1 : question.choices.max))
    return refuse(Code::invalid, "TOO_MANY_OPTIONS", "More options are chosen than the question takes. Choose fewer.");
  if (!is_one && codes.size() < question.choices.min)
    return refuse(Code::invalid, "TOO_FEW_OPTIONS",
                  "Fewer options are chosen than the question asks for. Choose more.");
  return {};
}

// That no more is said than one thing, and such as the kind is answered with. Every kind may be declined by an option.
Result<void> check_form(const Question& question, const GivenAnswer& given) {
  const AnswerForm form = form_of(question.kind);
  const bool may_have_number = form == AnswerForm::number && given.options.empty();
  const bool may_have_text = form == AnswerForm::text && given.options.empty();
  const bool may_have_options = !question.options.empty();
  if ((given.number && !may_have_number) || (!given.text.empty() && !may_have_text) ||
      (!given.options.empty() && !may_have_options))
    return refuse(Code::invalid, "WRONG_KIND_OF_ANSWER",
                  "A question is answered in a way that it does not take: with a number, a text or options.");
  return {};
}

// Of what says something.
Result<void> put_answer(const Question& question, const GivenAnswer& given, Answer& answer) {
  TRY_DO(check_form(question, given));
  answer.state = AnswerState::answered;
  if (given.number) {
    if (*given.number < question.number.min || *given.number > question.number.max)
      return refuse(Code::invalid, "NUMBER_OUT_OF_RANGE",
                    "A number is smaller or larger than the question takes. Look at its bounds.");
    answer.number = *given.number;
    return {};
  }
  if (!given.text.empty()) {
    TRY(text, kept_text(given.text, question.points_max, open_bytes_max(question)));
    if (text.empty()) answer.state = AnswerState::skipped;  // nothing but spaces
    answer.text = std::move(text);
    return {};
  }
  TRY_DO(check_codes(question, given.options));
  TRY_DO(check_choice(question, given.options));
  if (any_of_role(question, given.options, OptionRole::declined)) {
    answer.state = AnswerState::declined;
    return {};
  }
  answer.options = given.options;
  if (question.kind == Kind::multiple)
    std::ranges::sort(answer.options, {}, [&](const std::string& code) { return number_of(question, code); });
  return {};
}

Result<Answer> answer_at(const Place& place, bool is_shown, const GivenAnswer* given) {
  Answer answer{place.question->id, std::string(place.row_code())};
  if (!is_shown) {
    if (says_something(given))
      return at(place, refuse(Code::invalid, "ANSWER_TO_HIDDEN_QUESTION",
                              "A question is answered that is not asked after the answers before it. Take that answer "
                              "back, or look at those."));
    answer.state = AnswerState::not_shown;
    return answer;
  }
  if (says_something(given)) {
    auto put = put_answer(*place.question, *given, answer);
    if (!put) return at(place, tl::unexpected(std::move(put).error()));
  }
  if (answer.state == AnswerState::skipped && place.question->required)
    return at(place, refuse(Code::invalid, "ANSWER_REQUIRED",
                            "A question has no answer that needs one. Answer it, or choose not to say."));
  return answer;
}

bool holds(const Test& test, std::span<const Answer> earlier) {
  const Answer* answer = find_answer(earlier, test.question, test.row);
  const bool is_answered = answer != nullptr && answer->state == AnswerState::answered;
  if (test.relation == Relation::answered) return is_answered;
  if (test.relation == Relation::not_answered) return !is_answered;
  if (!is_answered) return false;
  const bool includes = std::ranges::find(answer->options, test.code) != answer->options.end();
  return test.relation == Relation::is_not ? !includes : includes;
}

}  // namespace

const Answer* find_answer(std::span<const Answer> answers, std::string_view question, std::string_view row) {
  for (const Answer& answer : answers)
    if (answer.question == question && answer.row == row) return &answer;
  return nullptr;
}

bool holds(const Condition& condition, std::span<const Answer> earlier) {
  if (condition.tests.empty()) return true;
  const auto test_holds = [&](const Test& test) { return holds(test, earlier); };
  return condition.join == Condition::Join::all ? std::ranges::all_of(condition.tests, test_holds)
                                                : std::ranges::any_of(condition.tests, test_holds);
}

Result<Answers> check_answers(const Questionnaire& questionnaire, std::int32_t version,
                              std::span<const GivenAnswer> given) {
  if (version != questionnaire.version)
    return refuse(Code::invalid, "ANSWERS_OF_ANOTHER_VERSION",
                  "The answers are to another version of the questionnaire. Load it anew and answer that one.");
  const std::vector<Place> places = places_of(questionnaire);
  TRY(entries, by_place(questionnaire, places, given));
  Answers checked{version, {}};
  checked.answers.reserve(places.size());
  const Question* question = nullptr;  // that of the place before, whose condition is known
  bool is_shown = true;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i].question != question) {
      question = places[i].question;
      is_shown = holds(question->shown_if, checked.answers);
    }
    TRY(answer, answer_at(places[i], is_shown, entries[i]));
    checked.answers.push_back(std::move(answer));
  }
  return checked;
}

}  // namespace opora::questionnaire
