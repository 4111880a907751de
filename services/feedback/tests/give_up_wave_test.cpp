#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

class GivingUpWaves : public FeedbackTest {
 protected:
  static v1::GiveUpWaveRequest give_up(int number) {
    v1::GiveUpWaveRequest request;
    request.set_wave_id(wave_id(number));
    return request;
  }
};

TEST_F(GivingUpWaves, TheAnswersAreLostAndTheWaveSaysSo) {
  count_after(12, 10);
  events_since_last();
  ASSERT_EQ(refusal(give_up(kAfter)), "");
  EXPECT_EQ(events_since_last(), std::vector<std::string>{"WaveDestroyed"});
  EXPECT_TRUE(last_event_as<v1::Event>().wave_destroyed().passphrases_lost());
  EXPECT_EQ(status(kAfter), v1::WAVE_STATUS_LOST);
  EXPECT_FALSE(wave(kAfter).has_turnout());
  EXPECT_EQ(open(kAfter), "WAVE_DESTROYED");
  EXPECT_EQ(refusal(give_up(kAfter)), "") << "again";
  EXPECT_EQ(events_since_last(), std::vector<std::string>());
}

TEST_F(GivingUpWaves, OnlyOfWavesThatAreClosedAndUnopened) {
  add_round();
  schedule();
  EXPECT_EQ(refusal(give_up(kBefore)), "WAVE_NOT_OPEN_YET");
  at("2023-10-02T09:00");
  EXPECT_EQ(refusal(give_up(kBefore)), "WAVE_STILL_OPEN");
  answer_wave(kBefore, 10);
  at("2023-10-04T21:00");
  at("2023-10-06T21:00");
  EXPECT_EQ(refusal(give_up(kBefore), keeper(1)), "PERMISSION_DENIED");
  ASSERT_EQ(open(kBefore), "");
  EXPECT_EQ(refusal(give_up(kBefore)), "WAVE_OPENED");
  EXPECT_EQ(refusal(give_up(kOtherWave)), "UNKNOWN_WAVE");
  at("2023-10-10T09:00");
  at("2023-10-14T21:00");
  EXPECT_EQ(refusal(give_up(kAfter)), "WAVE_DESTROYED") << "too few had answered";
}

}  // namespace
}  // namespace opora::feedback::testing
