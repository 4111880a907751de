#include <cctype>

#include "feedback/tests/series.h"
#include "platform/faults/failpoint.h"

namespace opora::feedback::testing {
namespace {

const Statement kSealedCount("SELECT COUNT(*) FROM sealed_answers");
const Statement kSpentCount("SELECT COUNT(*) FROM spent_tokens");
const Statement kSizesApart("SELECT MAX(LENGTH(sealed)) - MIN(LENGTH(sealed)) FROM sealed_answers");
const Statement kRandomKeys("SELECT COUNT(*) FROM sealed_answers WHERE LENGTH(answer_key) = 16");

class SubmittingAnswers : public FeedbackTest {
 protected:
  void SetUp() override {
    add_round();
    schedule();
    sheets = draw(3);
    at("2023-10-02T09:00");
  }
  std::int64_t recorded(const Statement& what) {
    std::int64_t count = -1;
    look([&](Snapshot& snapshot) { count = snapshot.query(what).value()[0].integer(0); });
    return count;
  }
  std::int64_t answer_count() { return recorded(kSealedCount); }
  // Another series about the round.
  void draft_other() {
    auto request = draft_after();
    request.set_series_id(series_id(2));
    request.mutable_waves(0)->set_wave_id(wave_id(kOtherWave));
    ASSERT_EQ(refusal(request), "");
  }

  std::vector<v1::Sheet> sheets;
};

TEST_F(SubmittingAnswers, AreRecordedOnceAndASpentTokenLooksLikeSuccess) {
  const auto request = answers(sheets[0], kBefore);
  EXPECT_EQ(refusal(request), "");
  EXPECT_EQ(refusal(request), "");
  EXPECT_EQ(refusal(answers(sheets[0], kBefore, 1, "something else")), "");
  EXPECT_EQ(answer_count(), 1);
  EXPECT_EQ(refusal(answers(sheets[1], kBefore)), "");
  EXPECT_EQ(answer_count(), 2);
}

TEST_F(SubmittingAnswers, NobodySignsInAndWhoeverDoesIsTheSame) {
  EXPECT_EQ(refusal(answers(sheets[0], kBefore), Caller{}), "");
  EXPECT_EQ(refusal(answers(sheets[1], kBefore), facilitator()), "");
  EXPECT_EQ(answer_count(), 2);
}

TEST_F(SubmittingAnswers, AllAreOfOneSizeWhateverTheySay) {
  ASSERT_EQ(refusal(answers(sheets[0], kBefore, 0)), "");
  ASSERT_EQ(refusal(answers(sheets[1], kBefore, 4, std::string(40, 'w'))), "");
  auto nothing = answers(sheets[2], kBefore);
  nothing.clear_answers();
  nothing.clear_link_code();
  v1::GivenAnswer& clients = *nothing.add_answers();
  clients.set_question("clients");
  clients.add_options("rather_not");
  ASSERT_EQ(refusal(nothing), "");
  EXPECT_EQ(recorded(kSizesApart), 0);
  EXPECT_EQ(recorded(kRandomKeys), 3);
}

TEST_F(SubmittingAnswers, NothingElseIsKeptOfThem) {
  const auto heads = [&] {
    std::string all;
    look([&](Snapshot& snapshot) {
      static const Statement kLane(
          "SELECT (SELECT COUNT(*) FROM answers), (SELECT COUNT(*) FROM outbox), (SELECT COUNT(*) FROM timers)");
      const Row row = snapshot.query(kLane).value()[0];
      for (std::size_t column = 0; column < row.size(); ++column) all += std::to_string(row.integer(column)) + " ";
    });
    return all;
  };
  const std::string before = heads();
  ASSERT_EQ(refusal(answers(sheets[0], kBefore)), "");
  EXPECT_EQ(heads(), before);
  EXPECT_FALSE(wave(kBefore).has_turnout());
}

struct AnswerCase {
  const char* rule;
  void (*change)(v1::SubmitAnswersRequest&);
  const char* reason;
};

class AnsweringRules : public SubmittingAnswers, public ::testing::WithParamInterface<AnswerCase> {};

TEST_P(AnsweringRules, AreKeptAndNothingIsWritten) {
  v1::SubmitAnswersRequest request = answers(sheets[0], kBefore);
  GetParam().change(request);
  EXPECT_EQ(refusal(request), GetParam().reason) << GetParam().rule;
  EXPECT_EQ(answer_count(), *GetParam().reason == '\0' ? 1 : 0);
  EXPECT_EQ(recorded(kSpentCount), *GetParam().reason == '\0' ? 1 : 0);
}

using Submission = v1::SubmitAnswersRequest;

void say(Submission& r, const std::string& question, const std::string& option) {
  v1::GivenAnswer& answer = *r.add_answers();
  answer.set_question(question);
  answer.add_options(option);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, AnsweringRules,
    ::testing::Values(
        AnswerCase{"right as it is", [](Submission&) {}, ""},
        AnswerCase{"typed small, with blanks",
                   [](Submission& r) {
                     std::string token = r.token();
                     for (char& c : token) {
                       const auto letter = static_cast<unsigned char>(c);
                       c = c == '-' ? ' ' : static_cast<char>(std::tolower(letter));
                     }
                     r.set_token(" " + token);
                   },
                   ""},
        AnswerCase{"without a link code", [](Submission& r) { r.clear_link_code(); }, ""},
        AnswerCase{"a mistyped token", [](Submission& r) { r.set_token(r.token() + "A"); }, "TOKEN_MISTYPED"},
        AnswerCase{"a mistyped link code", [](Submission& r) { r.set_link_code("AAAA"); }, "LINK_CODE_MISTYPED"},
        AnswerCase{"a wave that nobody drafted", [](Submission& r) { r.set_wave_id(wave_id(kOtherWave)); },
                   "UNKNOWN_WAVE"},
        AnswerCase{"a wave that has not opened", [](Submission& r) { r.set_wave_id(wave_id(kAfter)); },
                   "WAVE_NOT_OPEN_YET"},
        AnswerCase{"another version", [](Submission& r) { r.set_version(2); }, "ANSWERS_OF_ANOTHER_VERSION"},
        AnswerCase{"its questionnaire", [](Submission& r) { r.set_questionnaire("check"); }, ""},
        AnswerCase{"another questionnaire", [](Submission& r) { r.set_questionnaire("strain"); },
                   "ANSWERS_OF_ANOTHER_VERSION"},
        AnswerCase{"a question that there isn't", [](Submission& r) { say(r, "nowhere", "yes"); },
                   "UNKNOWN_QUESTION"},
        AnswerCase{"an option that there isn't",
                   [](Submission& r) { r.mutable_answers(0)->set_options(0, "perhaps"); }, "UNKNOWN_OPTION"},
        AnswerCase{"a row that there isn't", [](Submission& r) { r.mutable_answers(1)->set_row("s9"); },
                   "UNKNOWN_ROW"},
        AnswerCase{"a question answered twice", [](Submission& r) { say(r, "talk", "seldom"); }, "ANSWER_TWICE"},
        AnswerCase{"two of one choice", [](Submission& r) { r.mutable_answers(0)->add_options("no"); },
                   "TOO_MANY_OPTIONS"},
        AnswerCase{"a text for a choice", [](Submission& r) { r.mutable_answers(0)->set_text("yes"); },
                   "WRONG_KIND_OF_ANSWER"},
        AnswerCase{"an answer to a question that is hidden",
                   [](Submission& r) { r.mutable_answers(0)->set_options(0, "no"); }, "ANSWER_TO_HIDDEN_QUESTION"},
        AnswerCase{"what has to be answered", [](Submission& r) { r.clear_answers(); }, "ANSWER_REQUIRED"},
        AnswerCase{"a text of 100 kB",
                   [](Submission& r) {
                     v1::GivenAnswer& answer = *r.add_answers();
                     answer.set_question("wish");
                     answer.set_text(std::string(100'000, 'w'));
                   },
                   "ANSWER_TOO_LONG"},
        AnswerCase{"control characters",
                   [](Submission& r) {
                     v1::GivenAnswer& answer = *r.add_answers();
                     answer.set_question("wish");
                     answer.set_text("ring \x07");
                   },
                   "ANSWER_NOT_PLAIN_TEXT"}),
    [](const auto& info) { return "Row" + std::to_string(info.index); });

TEST_F(SubmittingAnswers, NeedATokenOfTheWave) {
  auto forged = answers(sheets[0], kBefore);
  draft_other();
  const auto foreign = draw(1, 2).front();
  forged.set_token(foreign.tokens(0).token());
  EXPECT_EQ(refusal(forged), "SHEET_TOKEN_UNKNOWN") << "of another series";
  for (const v1::SheetToken& token : sheets[0].tokens())
    if (token.wave_id() == wave_id(kAfter)) forged.set_token(token.token());
  EXPECT_EQ(refusal(forged), "SHEET_TOKEN_OF_OTHER_WAVE");
  EXPECT_EQ(answer_count(), 0);
}

TEST_F(SubmittingAnswers, OnceTheWaveIsOverUsedAndUnusedTokensAreAlike) {
  ASSERT_EQ(refusal(answers(sheets[0], kBefore)), "");
  answer_wave(kBefore, 9);
  at("2023-10-04T21:00");
  EXPECT_EQ(refusal(answers(sheets[0], kBefore)), "SHEET_TOKEN_VOID");
  EXPECT_EQ(refusal(answers(sheets[1], kBefore)), "SHEET_TOKEN_VOID");
  auto forged = answers(sheets[1], kBefore);
  for (const v1::SheetToken& token : sheets[0].tokens())
    if (token.wave_id() == wave_id(kAfter)) forged.set_token(token.token());
  EXPECT_EQ(refusal(forged), "WAVE_CLOSED");
}

TEST_F(SubmittingAnswers, AnswersThatCantBeRightTellNothingOfTheToken) {
  ASSERT_EQ(refusal(answers(sheets[0], kBefore)), "");
  for (const int number : {0, 1}) {
    auto request = answers(sheets[static_cast<std::size_t>(number)], kBefore);
    request.clear_answers();
    EXPECT_EQ(refusal(request), "ANSWER_REQUIRED");
  }
}

// What a kill at each step of a commit leaves: nothing that was answered is lost, and no token gives two answers.
struct Killed {};

TEST_F(SubmittingAnswers, AKillAtAnyStepLosesNothingThatWasRecordedAndCountsNothingTwice) {
  int kills = 0;
  for (int step = 1; step < 20; ++step) {
    const auto sheet = draw(1).front();
    int left = step;
    bool was_killed = false;
    opora::testing::set_hook(
        [](void* context, std::string_view) {
          if (--*static_cast<int*>(context) == 0) throw Killed{};
        },
        &left);
    try {
      EXPECT_EQ(refusal(answers(sheet, kBefore)), "");
    } catch (const Killed&) {
      was_killed = true;
    }
    opora::testing::set_hook(nullptr, nullptr);
    if (!was_killed) break;
    ++kills;
    service.restart();
    EXPECT_EQ(refusal(answers(sheet, kBefore)), "") << "sent again after a kill at step " << step;
    EXPECT_EQ(answer_count(), kills);
    EXPECT_EQ(recorded(kSpentCount), kills);
  }
  EXPECT_GE(kills, 2);
}

}  // namespace
}  // namespace opora::feedback::testing
