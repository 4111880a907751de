// A further version against those before it, and answers as another version sees them.
#include "feedback/questionnaire/versions.h"

#include <gtest/gtest.h>

#include <functional>
#include <utility>

#include "feedback/questionnaire/tests/sample.h"

namespace opora::questionnaire::testing {
namespace {

struct NextVersion {
  const char* rule;
  std::function<void(Questionnaire&)> change;
  const char* defects;
};

class NextVersions : public ::testing::TestWithParam<NextVersion> {};

TEST_P(NextVersions, BreakNoEarlierAnswer) {
  const Questionnaire earlier[] = {sample()};
  Questionnaire next = sample();
  next.version = 4;
  GetParam().change(next);
  Defects defects;
  check_next_version(earlier, next, defects);
  EXPECT_EQ(lines_of(defects), GetParam().defects) << GetParam().rule;
}

INSTANTIATE_TEST_SUITE_P(
    Rules, NextVersions,
    ::testing::Values(
        NextVersion{"a mended word", [](Questionnaire& q) { q.questions[0].text.by_language["ru"] = "Есть?"; }, ""},
        NextVersion{"a question more", [](Questionnaire& q) { q.questions.push_back({"more", Kind::open}); }, ""},
        NextVersion{"a question less", [](Questionnaire& q) { q.questions.pop_back(); }, ""},
        NextVersion{"another order", [](Questionnaire& q) { std::swap(q.questions[5], q.questions[6]); }, ""},
        NextVersion{"an option less", [](Questionnaire& q) { q.questions[5].options.pop_back(); }, ""},
        NextVersion{"a longer text", [](Questionnaire& q) { q.questions[6].points_max = 30; }, ""},
        NextVersion{"the same number", [](Questionnaire& q) { q.version = 3; }, "version VERSION_NOT_NEWER"},
        NextVersion{"an older number", [](Questionnaire& q) { q.version = 2; }, "version VERSION_NOT_NEWER"},
        NextVersion{"of another one", [](Questionnaire& q) { q.id = "other"; }, "id OTHER_QUESTIONNAIRE"},
        NextVersion{"another kind", [](Questionnaire& q) { q.questions[0].kind = Kind::scale; },
                    "questions[0].kind KIND_CHANGED"},
        NextVersion{"another item", [](Questionnaire& q) { q.questions[4].item->code = "p4"; },
                    "questions[4].item ITEM_CHANGED"},
        NextVersion{"no item any more", [](Questionnaire& q) { q.questions[4].item.reset(); },
                    "questions[4].item ITEM_CHANGED"},
        NextVersion{"rows that change places by their codes",
                    [](Questionnaire& q) { std::swap(q.questions[3].rows[0].code, q.questions[3].rows[1].code); },
                    "questions[3].rows[0] ITEM_CHANGED\nquestions[3].rows[1] ITEM_CHANGED"},
        NextVersion{"an option that declines no more",
                    [](Questionnaire& q) { q.questions[0].options[2].role = OptionRole::ordinary; },
                    "questions[0].options[2] ROLE_CHANGED"},
        NextVersion{"other bounds", [](Questionnaire& q) { q.questions[2].number.max = 90; },
                    "questions[2] RANGE_CHANGED"},
        NextVersion{"other bands", [](Questionnaire& q) { q.questions[2].number.bands = {0, 20}; },
                    "questions[2] RANGE_CHANGED"}),
    [](const auto& info) { return "Row" + std::to_string(info.index); });

// An id that a version between has left out keeps its meaning all the same.
TEST(NextVersions, AreHeldAgainstAllThatThereWere) {
  Questionnaire between = sample();
  between.version = 4;
  between.questions.erase(between.questions.begin() + 5);
  Questionnaire next = sample();
  next.version = 5;
  next.questions[5].kind = Kind::multiple;
  Defects defects;
  const Questionnaire earlier[] = {sample(), between};
  check_next_version(earlier, next, defects);
  EXPECT_EQ(lines_of(defects), "questions[5].kind KIND_CHANGED");
}

TEST(AnswersOfAnotherVersion, AreSeenAsFarAsBothAsk) {
  const std::vector<GivenAnswer> given = {{"clients", "", {"yes"}, {}, ""},
                                          {"pace", "r2", {"always"}, {}, ""},
                                          {"order", "", {"c"}, {}, ""}};
  const Answers answers = check_answers(sample(), 3, given).value();
  Questionnaire seen = sample();
  seen.version = 4;
  seen.questions.erase(seen.questions.begin() + 1);
  seen.questions[2].rows.push_back({"r3", {}});
  seen.questions[4].options.pop_back();
  seen.questions.push_back({"new", Kind::open});
  const Answers as_seen = as_seen_by(seen, sample(), answers);
  EXPECT_EQ(as_seen.version, 3) << "that was answered";
  ASSERT_EQ(as_seen.answers.size(), 9u);
  EXPECT_EQ(find_answer(as_seen.answers, "helps"), nullptr) << "not asked any more";
  EXPECT_EQ(*find_answer(as_seen.answers, "clients"), answers.answers[0]);
  EXPECT_EQ(find_answer(as_seen.answers, "walks")->state, AnswerState::not_shown);
  EXPECT_EQ(find_answer(as_seen.answers, "pace", "r1")->state, AnswerState::skipped);
  EXPECT_EQ(find_answer(as_seen.answers, "pace", "r2")->options, std::vector<std::string>{"always"});
  EXPECT_EQ(find_answer(as_seen.answers, "pace", "r3")->state, AnswerState::not_in_version);
  EXPECT_EQ(find_answer(as_seen.answers, "order")->options, std::vector<std::string>{"c"}) << "whatever became of it";
  EXPECT_EQ(find_answer(as_seen.answers, "new")->state, AnswerState::not_in_version);
}

}  // namespace
}  // namespace opora::questionnaire::testing
