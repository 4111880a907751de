#include <cctype>

#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

class ConfirmingKeepers : public FeedbackTest {
 protected:
  void SetUp() override {
    add_round();
    ASSERT_EQ(refusal(draft()), "");
  }
};

TEST_F(ConfirmingKeepers, WithTheSecondOneTheWavesAreScheduled) {
  const std::string first = show_passphrase(1), second = show_passphrase(2);
  ASSERT_EQ(confirm(2, second), "");
  EXPECT_EQ(status(kBefore), v1::WAVE_STATUS_DRAFT);
  EXPECT_TRUE(wave(kBefore).keepers(1).has_confirmed());
  EXPECT_EQ(events_since_last(), std::vector<std::string>());
  ASSERT_EQ(confirm(1, first), "");
  for (const int number : {kBefore, kAfter, kFollowUp}) EXPECT_EQ(status(number), v1::WAVE_STATUS_SCHEDULED);
  EXPECT_EQ(events_since_last(), (std::vector<std::string>{"WaveScheduled", "WaveScheduled", "WaveScheduled"}));
  const auto told = last_event_as<v1::Event>().wave_scheduled();
  EXPECT_EQ(told.wave_id(), wave_id(kFollowUp));
  EXPECT_EQ(told.series_id(), series_id(1));
  EXPECT_EQ(told.round_id(), round_id(1));
  EXPECT_EQ(told.moment(), v1::MOMENT_FOLLOW_UP);
  EXPECT_EQ(told.months_later(), 3);
  EXPECT_EQ(told.opens_at_us(), in_almaty("2024-01-10T09:00").us);
  EXPECT_EQ(told.closes_at_us(), in_almaty("2024-01-20T21:00").us);
}

TEST_F(ConfirmingKeepers, ConfirmingAgainChangesNothing) {
  schedule();
  events_since_last();
  EXPECT_EQ(confirm(1, passphrases[0]), "");
  EXPECT_EQ(events_since_last(), std::vector<std::string>());
}

TEST_F(ConfirmingKeepers, WhatIsTypedIsReadAsPeopleTypeAndNothingElsePasses) {
  EXPECT_EQ(confirm(1, "one two three"), "NO_PASSPHRASE_YET");
  const std::string first = show_passphrase(1), second = show_passphrase(2);
  EXPECT_EQ(confirm(1, "one two three"), "PASSPHRASE_MISTYPED");
  EXPECT_EQ(confirm(1, second), "PASSPHRASE_WRONG");
  EXPECT_EQ(confirm(3, first), "NOT_A_KEEPER");
  std::string loud = first;
  for (char& c : loud) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  EXPECT_EQ(confirm(1, "  " + loud + "\n"), "");
}

}  // namespace
}  // namespace opora::feedback::testing
