// Answers as bytes: their size follows from the version alone, and they read as they were.
#include "feedback/questionnaire/encoding.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "feedback/questionnaire/tests/sample.h"

namespace opora::questionnaire::testing {
namespace {

const std::vector<GivenAnswer> kLittle = {{"clients", "", {"no"}, {}, ""}};
const std::vector<GivenAnswer> kMuch = {{"clients", "", {"yes"}, {}, ""},
                                        {"helps", "", {"walk", "sleep"}, {}, ""},
                                        {"walks", "", {}, 47, ""},
                                        {"pace", "r1", {"rather_not"}, {}, ""},
                                        {"pace", "r2", {"always"}, {}, ""},
                                        {"tired", "", {"high"}, {}, ""},
                                        {"order", "", {"c", "a"}, {}, ""},
                                        {"words", "", {}, {}, "Я\nещё"}};

Answers checked(const Questionnaire& questionnaire, const std::vector<GivenAnswer>& given) {
  return check_answers(questionnaire, questionnaire.version, given).value();
}

// By hand: nine bytes, then a byte of state for each answer and what was answered behind it.
std::string much_as_bytes() {
  const std::string body = std::string("\x01\x00", 2) +               // clients: the first option
                           std::string("\x01\x00\x00\x00\x06", 5) +   // helps: the second and the third
                           std::string("\x01\x00\x00\x00\x00\x00\x00\x00\x2f", 9) +
                           "\x02" +                                   // declined
                           std::string("\x01\x02", 2) + std::string("\x01\x01", 2) +
                           std::string("\x01\x02\x02\x00", 4) +       // two are ranked
                           std::string("\x01\x00\x09", 3) + "Я\nещё";
  return std::string("\x01\x00\x00\x00\x03\x00\x00\x00\x25", 9) + body;
}

TEST(EncodedAnswers, AreTheBytesOfEveryBuild) {
  std::string expected = much_as_bytes();
  expected.resize(1024, '\0');
  EXPECT_EQ(encode(sample(), checked(sample(), kMuch)), expected);
}

TEST(EncodedAnswers, AreOfOneSizeHoweverMuchWasAnswered) {
  const Questionnaire asked = sample();
  EXPECT_EQ(padded_size(asked), 1024u);
  EXPECT_EQ(encode(asked, checked(asked, kLittle)).size(), 1024u);
  EXPECT_EQ(encode(asked, checked(asked, kMuch)).size(), 1024u);
}

TEST(EncodedAnswers, ReadAsTheyWere) {
  const Questionnaire asked = sample();
  for (const auto& given : {kLittle, kMuch}) {
    const Answers answers = checked(asked, given);
    const auto read = decode(asked, encode(asked, answers));
    ASSERT_TRUE(read) << read.error().reason;
    EXPECT_EQ(*read, answers);
  }
}

Questionnaire of_open_questions(std::size_t count, std::size_t points_max) {
  Questionnaire questionnaire{"open", 1, {"en"}};
  for (std::size_t i = 0; i < count; ++i) {
    Question question{"q" + std::to_string(i), Kind::open};
    question.points_max = points_max;
    questionnaire.questions.push_back(std::move(question));
  }
  return questionnaire;
}

// Nine bytes, and for each open answer three and what it may hold.
TEST(PaddedSize, IsTheLargestAnswerRoundedUp) {
  EXPECT_EQ(padded_size(of_open_questions(1, 253)), 1024u) << "9 + 3 + 4 * 253: to the last byte";
  EXPECT_EQ(padded_size(of_open_questions(1, 254)), 2048u);
  EXPECT_EQ(padded_size(of_open_questions(1, 1000)), 4096u) << "9 + 3 + 4,000";
  EXPECT_EQ(padded_size(of_open_questions(2, 1000)), 8192u) << "9 + 2 * 4,003";
  EXPECT_EQ(padded_size(of_open_questions(60, 1000)), 240'640u) << "9 + 60 * 4,003";
}

TEST(PaddedSize, HoldsTheLargestAnswer) {
  const Questionnaire asked = of_open_questions(1, 253);
  std::string text;
  for (int i = 0; i < 253; ++i) text += "😀";
  const Answers answers = checked(asked, {{"q0", "", {}, {}, text}});
  const auto read = decode(asked, encode(asked, answers));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->answers[0].text, text);
}

// Four of a kind and one open answer fill a kilobyte to the last byte: a byte more of each would show, and one less.
TEST(PaddedSize, CountsWhatEachKindTakes) {
  struct Row {
    Kind kind;
    std::size_t bytes;
  };
  for (const Row& row : {Row{Kind::single, 2}, Row{Kind::scale, 2}, Row{Kind::multiple, 5}, Row{Kind::ranking, 12},
                         Row{Kind::number, 9}}) {
    const std::size_t points = (1024 - 9 - 3 - 4 * row.bytes) / 4;
    Questionnaire full = of_open_questions(1, points), fuller = of_open_questions(1, points + 1);
    for (int i = 0; i < 4; ++i) {
      Question question{"k" + std::to_string(i), row.kind};
      question.choices = {1, 10};
      full.questions.push_back(question);
      fuller.questions.push_back(question);
    }
    EXPECT_EQ(padded_size(full), 1024u) << name_of(row.kind);
    EXPECT_EQ(padded_size(fuller), 2048u) << name_of(row.kind);
  }
}

TEST(PaddedSize, IsTheSameInEveryLanguage) {
  Questionnaire other = sample();
  for (Question& question : other.questions) {
    question.text.by_language = {{"kk", std::string(3000, 'x')}};
    for (Option& option : question.options) option.text.by_language.clear();
  }
  other.languages = {"kk"};
  EXPECT_EQ(padded_size(other), padded_size(sample()));
}

struct Damaged {
  const char* rule;
  std::size_t place;
  char byte;
};

class DamagedBytes : public ::testing::TestWithParam<Damaged> {};

TEST_P(DamagedBytes, AreNotRead) {
  std::string bytes = encode(sample(), checked(sample(), kMuch));
  ASSERT_NE(bytes.at(GetParam().place), GetParam().byte);
  bytes.at(GetParam().place) = GetParam().byte;
  const auto read = decode(sample(), bytes);
  ASSERT_FALSE(read) << GetParam().rule;
  EXPECT_EQ(read.error().reason, "ANSWERS_UNREADABLE");
}

INSTANTIATE_TEST_SUITE_P(
    Rules, DamagedBytes,
    ::testing::Values(Damaged{"another format", 0, 2},
                      Damaged{"another version", 4, 2},
                      Damaged{"a longer body", 8, 0x26},
                      Damaged{"a shorter one", 8, 0x24},
                      Damaged{"a body longer than all", 5, 1},
                      Damaged{"a state that there is not", 9, 6},
                      Damaged{"not in the version", 9, 5},
                      Damaged{"hidden, and is not", 11, 4},
                      Damaged{"an option behind the last", 10, 3},
                      Damaged{"the one that declines, as an answer", 10, 2},
                      Damaged{"more options than the most", 15, 7},
                      Damaged{"an option behind the last of several", 12, 1},
                      Damaged{"a number above the largest", 24, 61},
                      Damaged{"a tie", 33, 2},
                      Damaged{"more ranked than there are", 31, 4},
                      Damaged{"a text longer than the rest", 35, 1},
                      Damaged{"no text", 37, '\x1b'},
                      Damaged{"something behind the end", 1023, 1}),
    [](const auto& info) { return "Row" + std::to_string(info.index); });

TEST(EncodedAnswers, AreReadWholeOrNotAtAll) {
  const std::string bytes = encode(sample(), checked(sample(), kMuch));
  EXPECT_FALSE(decode(sample(), ""));
  EXPECT_FALSE(decode(sample(), bytes.substr(0, 1023)));
  EXPECT_FALSE(decode(sample(), bytes + '\0'));
  Questionnaire next = sample();
  next.version = 4;
  EXPECT_FALSE(decode(next, bytes)) << "of another version";
}

TEST(EncodedAnswers, AreThoseOfThisQuestionnaire) {
  Answers answers = checked(sample(), kMuch);
  EXPECT_THROW(encode(of_open_questions(1, 10), answers), std::invalid_argument);
  answers.answers[0].options = {"maybe"};
  EXPECT_THROW(encode(sample(), answers), std::invalid_argument);
  answers = checked(sample(), kMuch);
  answers.answers[0].state = AnswerState::not_in_version;
  EXPECT_THROW(encode(sample(), answers), std::invalid_argument);
}

}  // namespace
}  // namespace opora::questionnaire::testing
