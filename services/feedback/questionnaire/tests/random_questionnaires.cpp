#include "feedback/questionnaire/tests/random_questionnaires.h"

#include <algorithm>

namespace opora::questionnaire::testing {
namespace {

LocalizedText some_text(Random& random, std::size_t points_max = kTitlePointsMax) {
  LocalizedText text{{{"en", random_text(random, 1 + random.below(points_max))}}};
  if (random.comes_up(70)) text.by_language["kk"] = random_text(random, 1 + random.below(points_max));
  return text;
}

std::vector<Option> some_options(Random& random, std::size_t most) {
  std::vector<Option> options;
  for (std::size_t left = 2 + random.below(most - 1); left > 0; --left)
    options.push_back({"o" + std::to_string(options.size()), some_text(random)});
  return options;
}

void make_choices(Question& question, Random& random) {
  const std::size_t most = question.options.size();
  question.choices.max = 1 + random.below(most);
  question.choices.min = 1 + random.below(question.choices.max);
}

void make_number(NumberRange& number, Random& random) {
  number.min = random.between(-kNumberMax, kNumberMax);
  number.max = random.between(number.min, kNumberMax);
  if (random.comes_up(50)) number.unit = some_text(random, kUnitPointsMax);
  if (!random.comes_up(50)) return;
  number.bands = {number.min};
  while (number.bands.size() < 5 && number.bands.back() < number.max)
    number.bands.push_back(random.between(number.bands.back() + 1, number.max));
}

// The rest of a question whose kind is known.
void make_question(Question& question, Random& random) {
  const bool has_options = question.kind != Kind::number && question.kind != Kind::open;
  if (has_options) question.options = some_options(random, question.kind == Kind::ranking ? kRankedMax : 18);
  if (question.kind == Kind::multiple || question.kind == Kind::ranking) make_choices(question, random);
  if (question.kind == Kind::multiple && random.comes_up(50))
    question.options.push_back({"none_of_these", some_text(random), OptionRole::exclusive});
  if ((question.kind == Kind::single || question.kind == Kind::multiple) && random.comes_up(20))
    question.options.front().role = OptionRole::other;
  if (question.kind == Kind::matrix)
    for (std::size_t left = 1 + random.below(kRowsMax); left > 0; --left)
      question.rows.push_back({"r" + std::to_string(question.rows.size()), some_text(random)});
  if (question.kind == Kind::number) make_number(question.number, random);
  if (question.kind == Kind::open) question.points_max = 1 + random.below(kOpenPointsMax);
  if (!random.comes_up(60)) return;
  question.options.push_back({"rather_not", some_text(random), OptionRole::declined});
  question.required = random.comes_up(50);
}

Test some_test(const Question& asked, Random& random) {
  Test test{asked.id};
  if (asked.kind == Kind::matrix) test.row = random.pick(asked.rows).code;
  const bool is_by_option = asked.kind != Kind::number && asked.kind != Kind::open && random.comes_up(70);
  if (!is_by_option) {
    test.relation = random.comes_up(50) ? Relation::answered : Relation::not_answered;
    return test;
  }
  const bool has_several = asked.kind == Kind::multiple || asked.kind == Kind::ranking;
  test.relation = has_several ? Relation::includes : random.comes_up(60) ? Relation::is : Relation::is_not;
  const Option* option = &random.pick(asked.options);
  while (option->role == OptionRole::declined) option = &random.pick(asked.options);
  test.code = option->code;
  return test;
}

// Of one test by what was expected so far.
bool is_so(const Test& test, const std::vector<Answer>& so_far) {
  for (const Answer& answer : so_far) {
    if (answer.question != test.question || answer.row != test.row) continue;
    if (answer.state != AnswerState::answered) return test.relation == Relation::not_answered;
    const bool has = std::ranges::count(answer.options, test.code) > 0;
    switch (test.relation) {
      case Relation::is:
      case Relation::includes: return has;
      case Relation::is_not: return !has;
      case Relation::answered: return true;
      case Relation::not_answered: return false;
    }
  }
  return false;
}

bool is_shown(const Condition& condition, const std::vector<Answer>& so_far) {
  if (condition.tests.empty()) return true;
  std::size_t so_count = 0;
  for (const Test& test : condition.tests) so_count += is_so(test, so_far) ? 1 : 0;
  return condition.join == Condition::Join::any ? so_count > 0 : so_count == condition.tests.size();
}

std::vector<std::string> some_codes(const Question& question, Random& random) {
  std::vector<std::string> codes;
  for (const Option& option : question.options)
    if (option.role == OptionRole::ordinary || option.role == OptionRole::other) codes.push_back(option.code);
  std::ranges::shuffle(codes, random.numbers());
  const bool has_several = question.kind == Kind::multiple || question.kind == Kind::ranking;
  const auto [min, max] = question.choices;
  codes.resize(has_several ? min + random.below(max - min + 1) : 1);
  const bool has_exclusive = std::ranges::count(question.options, OptionRole::exclusive, &Option::role) > 0;
  if (has_exclusive && random.comes_up(20)) codes = {"none_of_these"};
  return codes;
}

void answer_it(const Question& question, Random& random, GivenAnswer& given, Answer& expected) {
  expected.state = AnswerState::answered;
  if (question.kind == Kind::number) {
    given.number = expected.number = random.between(question.number.min, question.number.max);
  } else if (question.kind == Kind::open) {
    given.text = random_text(random, 1 + random.below(question.points_max));
  } else {
    given.options = expected.options = some_codes(question, random);
  }
  if (question.kind != Kind::multiple) return;
  std::ranges::sort(expected.options, {}, [&](const std::string& code) {
    return std::ranges::find(question.options, code, &Option::code) - question.options.begin();
  });
}

void add_place(const Question& question, const std::string& row, bool shown, Random& random, RandomAnswers& answers) {
  GivenAnswer given{question.id, row};
  Answer expected{question.id, row, shown ? AnswerState::skipped : AnswerState::not_shown};
  const bool may_decline = !question.options.empty() && question.options.back().role == OptionRole::declined;
  const std::size_t chance = random.below(100);
  if (shown && may_decline && chance < 20) {
    given.options = {"rather_not"};
    expected.state = AnswerState::declined;
  } else if (shown && (question.required || chance < 80)) {
    answer_it(question, random, given, expected);
  }
  const bool says_nothing = expected.state == AnswerState::skipped || expected.state == AnswerState::not_shown;
  if (!says_nothing || random.comes_up(50)) answers.given.push_back(std::move(given));
  answers.expected.push_back(std::move(expected));
}

}  // namespace

Questionnaire random_questionnaire(Random& random) {
  Questionnaire questionnaire{"random", 1 + static_cast<std::int32_t>(random.below(kVersionMax)), {"en", "kk"}};
  questionnaire.title = some_text(random);
  if (random.comes_up(50)) questionnaire.introduction = some_text(random);
  for (std::size_t left = 1 + random.below(kQuestionsMax); left > 0; --left) {
    Question question{"q" + std::to_string(questionnaire.questions.size()), static_cast<Kind>(1 + random.below(7))};
    question.text = some_text(random);
    if (random.comes_up(30)) question.hint = some_text(random);
    question.unanimity_may_be_shown = random.comes_up(30);
    make_question(question, random);
    if (!questionnaire.questions.empty() && random.comes_up(40)) {
      question.shown_if.join = random.comes_up(50) ? Condition::Join::all : Condition::Join::any;
      for (std::size_t tests = 1 + random.below(3); tests > 0; --tests)
        question.shown_if.tests.push_back(some_test(random.pick(questionnaire.questions), random));
    }
    questionnaire.questions.push_back(std::move(question));
  }
  return questionnaire;
}

RandomAnswers random_answers(const Questionnaire& questionnaire, Random& random) {
  RandomAnswers answers;
  for (const Question& question : questionnaire.questions) {
    const bool shown = is_shown(question.shown_if, answers.expected);
    if (question.kind != Kind::matrix) add_place(question, "", shown, random, answers);
    for (const Row& row : question.rows) add_place(question, row.code, shown, random, answers);
  }
  std::ranges::shuffle(answers.given, random.numbers());
  return answers;
}

std::string random_text(Random& random, std::size_t points) {
  static const std::vector<std::string> letters = {"a", "Z", "7", "ж", "ұ", "Ә", "ё", "ä", "中", "😀", "-", "»"};
  static const std::vector<std::string> inside = {"a", "я", "қ", "é", "漢", "🙂", "…", "\"", "\\", "{", "'"};
  std::string text;
  for (std::size_t i = 0; i < points; ++i)
    text += i == 0 ? letters[random.below(8)] : random.pick(i + 1 == points ? letters : inside);
  return text;
}

}  // namespace opora::questionnaire::testing
