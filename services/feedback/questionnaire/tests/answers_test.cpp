// What answers are taken, and what becomes of each: a row is a rule. The questionnaire is that of sample.h.
#include "feedback/questionnaire/answers.h"

#include <gtest/gtest.h>

#include "feedback/questionnaire/tests/sample.h"

namespace opora::questionnaire::testing {
namespace {

using Given = std::vector<GivenAnswer>;

GivenAnswer choose(const std::string& question, std::vector<std::string> options, const std::string& row = "") {
  return {question, row, std::move(options), {}, ""};
}
GivenAnswer count(const std::string& question, std::int64_t number) { return {question, "", {}, number, ""}; }
GivenAnswer write(const std::string& question, const std::string& text) { return {question, "", {}, {}, text}; }

const GivenAnswer kClients = choose("clients", {"yes"});

std::string reason_of(const Given& given, std::int32_t version = 3) {
  const auto checked = check_answers(sample(), version, given);
  return checked ? "" : checked.error().reason;
}

struct Refused {
  const char* rule;
  Given given;
  const char* reason;
};

class RefusedAnswers : public ::testing::TestWithParam<Refused> {};

TEST_P(RefusedAnswers, AreNamedByReason) {
  EXPECT_EQ(reason_of(GetParam().given), GetParam().reason) << GetParam().rule;
}

INSTANTIATE_TEST_SUITE_P(
    Rules, RefusedAnswers,
    ::testing::Values(
        Refused{"the least", {kClients}, ""},
        Refused{"nothing", {}, "ANSWER_REQUIRED"},
        Refused{"an entry that says nothing", {choose("clients", {})}, "ANSWER_REQUIRED"},
        Refused{"not to say is enough", {choose("clients", {"rather_not"})}, ""},
        Refused{"to nobody's question", {kClients, choose("age", {"yes"})}, "UNKNOWN_QUESTION"},
        Refused{"to a row of no matrix", {choose("clients", {"yes"}, "r1")}, "UNKNOWN_ROW"},
        Refused{"to a matrix as a whole", {kClients, choose("pace", {"always"})}, "UNKNOWN_ROW"},
        Refused{"to a row that there is not", {kClients, choose("pace", {"always"}, "r3")}, "UNKNOWN_ROW"},
        Refused{"two to one question", {kClients, kClients}, "ANSWER_TWICE"},
        Refused{"two to one question, of which one says nothing", {kClients, choose("clients", {})}, "ANSWER_TWICE"},
        Refused{"an option of another question", {choose("clients", {"talk"})}, "UNKNOWN_OPTION"},
        Refused{"a label and no code", {choose("clients", {"Yes"})}, "UNKNOWN_OPTION"},
        Refused{"two of one", {choose("clients", {"yes", "no"})}, "TOO_MANY_OPTIONS"},
        Refused{"more than there are", {kClients, choose("order", {"a", "b", "c", "a"})}, "TOO_MANY_OPTIONS"},
        Refused{"one of several", {kClients, choose("helps", {"sleep"})}, ""},
        Refused{"two of several", {kClients, choose("helps", {"talk", "sleep"})}, ""},
        Refused{"three, where two are the most", {kClients, choose("helps", {"talk", "walk", "sleep"})},
                "TOO_MANY_OPTIONS"},
        Refused{"one twice", {kClients, choose("helps", {"talk", "talk"})}, "OPTION_TWICE"},
        Refused{"none, and one", {kClients, choose("helps", {"none_of_these", "talk"})}, "OPTION_EXCLUDES_OTHERS"},
        Refused{"declined, and one", {kClients, choose("helps", {"talk", "rather_not"})}, "OPTION_EXCLUDES_OTHERS"},
        Refused{"declined, and an answer", {choose("clients", {"yes", "rather_not"})}, "OPTION_EXCLUDES_OTHERS"},
        Refused{"a tie in a ranking", {kClients, choose("order", {"b", "b"})}, "OPTION_TWICE"},
        Refused{"a part of a ranking", {kClients, choose("order", {"b"})}, ""},
        Refused{"a number for an option", {count("clients", 1)}, "WRONG_KIND_OF_ANSWER"},
        Refused{"a text for an option", {write("clients", "yes")}, "WRONG_KIND_OF_ANSWER"},
        Refused{"an option for a text", {kClients, choose("words", {"yes"})}, "WRONG_KIND_OF_ANSWER"},
        Refused{"a number for a text", {kClients, count("words", 7)}, "WRONG_KIND_OF_ANSWER"},
        Refused{"a number, and declined", {kClients, choose("helps", {"walk"}), {"walks", "", {"rather_not"}, 7, ""}},
                "WRONG_KIND_OF_ANSWER"},
        Refused{"the least number", {kClients, choose("helps", {"walk"}), count("walks", 0)}, ""},
        Refused{"the largest number", {kClients, choose("helps", {"walk"}), count("walks", 60)}, ""},
        Refused{"a smaller one", {kClients, choose("helps", {"walk"}), count("walks", -1)}, "NUMBER_OUT_OF_RANGE"},
        Refused{"a larger one", {kClients, choose("helps", {"walk"}), count("walks", 61)}, "NUMBER_OUT_OF_RANGE"},
        Refused{"to a hidden question", {kClients, choose("helps", {"talk"}), count("walks", 7)},
                "ANSWER_TO_HIDDEN_QUESTION"},
        Refused{"to a hidden row", {choose("clients", {"no"}), choose("pace", {"never"}, "r1")},
                "ANSWER_TO_HIDDEN_QUESTION"},
        Refused{"declined, where it is hidden", {choose("clients", {"no"}), choose("pace", {"rather_not"}, "r1")},
                "ANSWER_TO_HIDDEN_QUESTION"},
        Refused{"nothing, where it is hidden", {choose("clients", {"no"}), choose("pace", {}, "r1")}, ""},
        Refused{"whatever comes first", {choose("tired", {"low"}), kClients}, ""},
        Refused{"twenty characters", {kClients, write("words", "Двадцать знаков тут.")}, ""},
        Refused{"twenty-one", {kClients, write("words", "Двадцать знаков тут..")}, "ANSWER_TOO_LONG"},
        Refused{"100 kB", {kClients, write("words", std::string(100'000, 'a'))}, "ANSWER_TOO_LONG"},
        Refused{"100 kB of spaces", {kClients, write("words", std::string(100'000, ' '))}, "ANSWER_TOO_LONG"},
        Refused{"an escape", {kClients, write("words", "\x1b[2J")}, "ANSWER_NOT_PLAIN_TEXT"},
        Refused{"a zero", {kClients, write("words", std::string("a\0b", 3))}, "ANSWER_NOT_PLAIN_TEXT"},
        Refused{"what turns a line", {kClients, write("words", "a\u202e b")}, "ANSWER_NOT_PLAIN_TEXT"},
        Refused{"no UTF-8", {kClients, write("words", "a\xff")}, "ANSWER_NOT_PLAIN_TEXT"}),
    [](const auto& info) { return "Row" + std::to_string(info.index); });

TEST(Answers, OfAnotherVersionAreNotTaken) {
  EXPECT_EQ(reason_of({kClients}, 2), "ANSWERS_OF_ANOTHER_VERSION");
  EXPECT_EQ(reason_of({kClients}, 4), "ANSWERS_OF_ANOTHER_VERSION");
}

AnswerState state_at(const Given& given, const std::string& question, const std::string& row = "") {
  const auto checked = check_answers(sample(), 3, given);
  return checked ? find_answer(checked->answers, question, row)->state : AnswerState::not_in_version;
}

TEST(Answers, HaveAStateForEachQuestionAndRow) {
  const Given given = {kClients, choose("helps", {"rather_not"}), choose("pace", {"always"}, "r2")};
  const auto checked = check_answers(sample(), 3, given);
  ASSERT_TRUE(checked) << checked.error().reason;
  EXPECT_EQ(checked->version, 3);
  ASSERT_EQ(checked->answers.size(), 8u);
  const Answer expected[] = {{"clients", "", AnswerState::answered, {"yes"}},
                             {"helps", "", AnswerState::declined},
                             {"walks", "", AnswerState::not_shown},
                             {"pace", "r1", AnswerState::skipped},
                             {"pace", "r2", AnswerState::answered, {"always"}},
                             {"tired", "", AnswerState::skipped},
                             {"order", "", AnswerState::skipped},
                             {"words", "", AnswerState::skipped}};
  for (std::size_t i = 0; i < 8; ++i) EXPECT_EQ(checked->answers[i], expected[i]) << expected[i].question;
}

TEST(Answers, AreNeverZeroWhereNothingWasChosen) {
  EXPECT_EQ(state_at({kClients}, "helps"), AnswerState::skipped);
  EXPECT_EQ(state_at({kClients, choose("helps", {"none_of_these"})}, "helps"), AnswerState::answered);
}

TEST(Answers, AreDeclinedWhateverTheKind) {
  EXPECT_EQ(state_at({choose("clients", {"rather_not"})}, "clients"), AnswerState::declined);
  EXPECT_EQ(state_at({kClients, choose("pace", {"rather_not"}, "r1")}, "pace", "r1"), AnswerState::declined);
  EXPECT_EQ(state_at({kClients, choose("helps", {"walk"}), choose("walks", {"rather_not"})}, "walks"),
            AnswerState::declined);
}

// Who declined or skipped is asked nothing that hangs on it.
TEST(Answers, ToConditionsAreThoseThatWereGiven) {
  EXPECT_EQ(state_at({choose("clients", {"rather_not"})}, "tired"), AnswerState::not_shown);
  EXPECT_EQ(state_at({choose("clients", {"no"})}, "tired"), AnswerState::not_shown);
  EXPECT_EQ(state_at({kClients}, "tired"), AnswerState::skipped);
}

TEST(Answers, OfSeveralAreInTheQuestionnairesOrder) {
  const auto checked = check_answers(sample(), 3, Given{kClients, choose("helps", {"sleep", "talk"})});
  ASSERT_TRUE(checked);
  EXPECT_EQ(checked->answers[1].options, (std::vector<std::string>{"talk", "sleep"}));
}

TEST(Answers, OfARankingStayInTheirOrder) {
  const auto checked = check_answers(sample(), 3, Given{kClients, choose("order", {"c", "a"})});
  ASSERT_TRUE(checked);
  EXPECT_EQ(find_answer(checked->answers, "order")->options, (std::vector<std::string>{"c", "a"}));
}

TEST(Answers, InOnesOwnWordsAreKeptAsTheyAreRead) {
  const auto checked = check_answers(sample(), 3, Given{kClients, write("words", "\r\n Сергеи\u0306\tи \r\n\r\nя\n ")});
  ASSERT_TRUE(checked) << checked.error().reason;
  EXPECT_EQ(find_answer(checked->answers, "words")->text, "Сергей и\nя");
  EXPECT_EQ(state_at({kClients, write("words", " \n \u00a0")}, "words"), AnswerState::skipped) << "nothing but spaces";
}

// Whoever is refused learns where, and nobody who reads it along learns what.
TEST(Answers, AreNotRepeatedWhereTheyAreRefused) {
  const auto refused = check_answers(sample(), 3, Given{kClients, choose("pace", {"a secret"}, "r2")});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::invalid);
  ASSERT_EQ(refused.error().fields.size(), 1u);
  EXPECT_EQ(refused.error().fields[0].field, "pace.r2");
  for (const GivenAnswer& given : {choose("a secret", {"yes"}), choose("pace", {"yes"}, "a secret"),
                                   choose("clients", {"a secret"}), write("words", "a secret that is too long")}) {
    const Given all = given.question == "clients" ? Given{given} : Given{kClients, given};
    const Error error = check_answers(sample(), 3, all).error();
    EXPECT_EQ(error.message.find("a secret"), std::string::npos) << error.reason;
    for (const FieldViolation& field : error.fields) {
      EXPECT_EQ((field.field + field.description).find("a secret"), std::string::npos) << error.reason;
    }
  }
}

struct Shown {
  const char* rule;
  Condition condition;
  bool holds;
};

class ShownIf : public ::testing::TestWithParam<Shown> {};

TEST_P(ShownIf, Follows) {
  const Answer earlier[] = {{"one", "", AnswerState::answered, {"a"}},
                            {"several", "", AnswerState::answered, {"a", "b"}},
                            {"table", "r1", AnswerState::answered, {"b"}},
                            {"declined", "", AnswerState::declined},
                            {"skipped", "", AnswerState::skipped},
                            {"hidden", "", AnswerState::not_shown}};
  EXPECT_EQ(holds(GetParam().condition, earlier), GetParam().holds) << GetParam().rule;
}

constexpr Condition::Join kAll = Condition::Join::all, kAny = Condition::Join::any;

INSTANTIATE_TEST_SUITE_P(
    Rules, ShownIf,
    ::testing::Values(
        Shown{"always", {kAll, {}}, true}, Shown{"always, of any", {kAny, {}}, true},
        Shown{"is it", {kAll, {{"one", "", Relation::is, "a"}}}, true},
        Shown{"is another", {kAll, {{"one", "", Relation::is, "b"}}}, false},
        Shown{"is not another", {kAll, {{"one", "", Relation::is_not, "b"}}}, true},
        Shown{"is not it", {kAll, {{"one", "", Relation::is_not, "a"}}}, false},
        Shown{"includes", {kAll, {{"several", "", Relation::includes, "b"}}}, true},
        Shown{"includes not", {kAll, {{"several", "", Relation::includes, "c"}}}, false},
        Shown{"a row", {kAll, {{"table", "r1", Relation::is, "b"}}}, true},
        Shown{"another row", {kAll, {{"table", "r2", Relation::is, "b"}}}, false},
        Shown{"answered", {kAll, {{"one", "", Relation::answered, ""}}}, true},
        Shown{"answered, though declined", {kAll, {{"declined", "", Relation::answered, ""}}}, false},
        Shown{"not answered, since declined", {kAll, {{"declined", "", Relation::not_answered, ""}}}, true},
        Shown{"not answered, since skipped", {kAll, {{"skipped", "", Relation::not_answered, ""}}}, true},
        Shown{"not answered, since hidden", {kAll, {{"hidden", "", Relation::not_answered, ""}}}, true},
        Shown{"of the declined nothing is so", {kAll, {{"declined", "", Relation::is, "a"}}}, false},
        Shown{"nor otherwise", {kAll, {{"declined", "", Relation::is_not, "a"}}}, false},
        Shown{"of the skipped neither", {kAll, {{"skipped", "", Relation::is_not, "a"}}}, false},
        Shown{"of the hidden neither", {kAll, {{"hidden", "", Relation::is_not, "a"}}}, false},
        Shown{"all of two", {kAll, {{"one", "", Relation::is, "a"}, {"one", "", Relation::is, "b"}}}, false},
        Shown{"any of two", {kAny, {{"one", "", Relation::is, "b"}, {"one", "", Relation::is, "a"}}}, true},
        Shown{"none of two", {kAny, {{"one", "", Relation::is, "b"}, {"skipped", "", Relation::answered, ""}}}, false}),
    [](const auto& info) { return "Row" + std::to_string(info.index); });

}  // namespace
}  // namespace opora::questionnaire::testing
