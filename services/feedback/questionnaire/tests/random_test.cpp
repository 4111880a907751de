// What has to hold of every questionnaire and of all answers to it, tried on many that chance has made.
#include <gtest/gtest.h>

#include <algorithm>

#include "feedback/questionnaire/encoding.h"
#include "feedback/questionnaire/reading.h"
#include "feedback/questionnaire/tests/random_questionnaires.h"

namespace opora::questionnaire::testing {
namespace {

constexpr std::uint64_t kSeeds = 100;
constexpr int kAnswersOfEach = 5;

// That what was given is taken, and becomes what it should; what it became.
Answers expect_taken(const Questionnaire& questionnaire, const RandomAnswers& random) {
  const auto checked = check_answers(questionnaire, questionnaire.version, random.given);
  if (!checked) {
    ADD_FAILURE() << checked.error().reason;
    return {};
  }
  EXPECT_EQ(checked->answers.size(), random.expected.size());
  for (std::size_t i = 0; i < std::min(checked->answers.size(), random.expected.size()); ++i) {
    Answer expected = random.expected[i];
    expected.text = checked->answers[i].text;
    EXPECT_EQ(checked->answers[i], expected) << expected.question << " " << expected.row;
  }
  return *checked;
}

// One bit is changed: what is read then, if anything is, is other answers, and the bytes say all of them.
void expect_nothing_else(const Questionnaire& questionnaire, std::string bytes, Random& random) {
  const std::size_t place = random.below(bytes.size());
  bytes[place] = static_cast<char>(bytes[place] ^ (1 << random.below(8)));
  const auto read = decode(questionnaire, bytes);
  if (read) {
    EXPECT_EQ(encode(questionnaire, *read), bytes);
  }
}

TEST(RandomAnswersTo, EachQuestionnaireReadAsTheyWereAndAreOfOneSize) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    const Questionnaire questionnaire = random_questionnaire(random);
    const std::size_t size = padded_size(questionnaire);
    EXPECT_EQ(size % kPaddedToBytes, 0u);
    for (int i = 0; i < kAnswersOfEach; ++i) {
      const RandomAnswers made = random_answers(questionnaire, random);
      const Answers answers = expect_taken(questionnaire, made);
      ASSERT_FALSE(answers.answers.empty());
      const std::string bytes = encode(questionnaire, answers);
      EXPECT_EQ(bytes.size(), size);
      const auto read = decode(questionnaire, bytes);
      ASSERT_TRUE(read) << read.error().reason;
      EXPECT_EQ(*read, answers);
      expect_nothing_else(questionnaire, bytes, random);
    }
  }
}

// The texts of one are taken from another: neither the size nor the bytes know of them.
TEST(RandomAnswersTo, EachQuestionnaireSayNothingOfItsTexts) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    const Questionnaire questionnaire = random_questionnaire(random);
    const Answers answers = expect_taken(questionnaire, random_answers(questionnaire, random));
    Questionnaire translated = questionnaire;
    translated.languages = {"ru"};
    for (Question& question : translated.questions) {
      question.text = {{{"ru", random_text(random, 300)}}};
      for (Option& option : question.options) option.text = {{{"ru", random_text(random, 120)}}};
    }
    EXPECT_EQ(padded_size(translated), padded_size(questionnaire));
    EXPECT_EQ(encode(translated, answers), encode(questionnaire, answers));
  }
}

TEST(RandomAnswersTo, HiddenQuestionsAreRefused) {
  int hidden_count = 0;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    const Questionnaire questionnaire = random_questionnaire(random);
    RandomAnswers made = random_answers(questionnaire, random);
    for (const Answer& answer : made.expected) {
      if (answer.state != AnswerState::not_shown) continue;
      std::erase_if(made.given, [&](const GivenAnswer& given) {
        return given.question == answer.question && given.row == answer.row;
      });
      made.given.push_back({answer.question, answer.row, {}, 7});
      const auto checked = check_answers(questionnaire, questionnaire.version, made.given);
      ASSERT_FALSE(checked);
      EXPECT_EQ(checked.error().reason, "ANSWER_TO_HIDDEN_QUESTION");
      ++hidden_count;
      break;
    }
  }
  EXPECT_GT(hidden_count, 50) << "chance has hidden something in most of them";
}

TEST(RandomQuestionnaires, AreStoredAndReadAsTheyWere) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    const Questionnaire questionnaire = random_questionnaire(random);
    const std::string canonical = canonical_json(questionnaire);
    const ReadQuestionnaire file = read_questionnaire(canonical, {});
    ASSERT_TRUE(file.questionnaire) << to_text(file.defects.kept().front());
    EXPECT_EQ(*file.questionnaire, questionnaire) << "without scales it is a file as well";
    EXPECT_EQ(stored_questionnaire(canonical), questionnaire);
    EXPECT_EQ(canonical_json(stored_questionnaire(canonical)), canonical);
  }
}

}  // namespace
}  // namespace opora::questionnaire::testing
