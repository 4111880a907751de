#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

class OpeningForAnswers : public FeedbackTest {
 protected:
  void SetUp() override { add_round(); }
};

TEST_F(OpeningForAnswers, ComesInTheTimeOfThePlace) {
  schedule();
  events_since_last();
  at("2023-10-02T08:59");
  EXPECT_EQ(status(kBefore), v1::WAVE_STATUS_SCHEDULED);
  at("2023-10-02T09:00");
  EXPECT_EQ(status(kBefore), v1::WAVE_STATUS_ANSWERING);
  EXPECT_EQ(events_since_last(), std::vector<std::string>{"WaveOpenedForAnswers"});
  EXPECT_EQ(last_event_as<v1::Event>().wave_opened_for_answers().wave_id(), wave_id(kBefore));
  EXPECT_EQ(status(kAfter), v1::WAVE_STATUS_SCHEDULED);
}

TEST_F(OpeningForAnswers, NotBeforeBothKeepersHaveConfirmed) {
  ASSERT_EQ(refusal(draft()), "");
  const std::string first = show_passphrase(1), second = show_passphrase(2);
  ASSERT_EQ(confirm(1, first), "");
  at("2023-10-02T09:00");
  EXPECT_EQ(status(kBefore), v1::WAVE_STATUS_DRAFT);
  ASSERT_EQ(confirm(2, second), "");
  EXPECT_EQ(status(kBefore), v1::WAVE_STATUS_ANSWERING);
}

TEST_F(OpeningForAnswers, WhereItsTimeIsOverByThenItClosesWithoutAnswers) {
  ASSERT_EQ(refusal(draft()), "");
  const std::string first = show_passphrase(1), second = show_passphrase(2);
  at("2023-10-04T21:00");
  ASSERT_EQ(confirm(1, first), "");
  ASSERT_EQ(confirm(2, second), "");
  EXPECT_EQ(status(kBefore), v1::WAVE_STATUS_DESTROYED);
  EXPECT_EQ(status(kAfter), v1::WAVE_STATUS_SCHEDULED);
}

TEST_F(OpeningForAnswers, WhatIsEnteredAfterwardsOpensAtOnceAndStaysOpen) {
  auto request = draft_after();
  request.mutable_waves(0)->set_opens_local("2017-05-20T09:00");
  request.mutable_waves(0)->set_closes_local("2017-05-22T09:00");
  request.set_entered_afterwards(true);
  schedule(request);
  EXPECT_EQ(status(kAfter), v1::WAVE_STATUS_ANSWERING);
  at("2024-05-22T09:00");
  EXPECT_EQ(status(kAfter), v1::WAVE_STATUS_ANSWERING);
}

TEST_F(OpeningForAnswers, OutlivesARestart) {
  schedule();
  service.restart();
  at("2023-10-02T09:00");
  EXPECT_EQ(status(kBefore), v1::WAVE_STATUS_ANSWERING);
}

}  // namespace
}  // namespace opora::feedback::testing
