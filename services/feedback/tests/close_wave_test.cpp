#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

class ClosingWaves : public FeedbackTest {
 protected:
  void SetUp() override { add_round(); }
  static v1::DraftWavesRequest entered_afterwards() {
    auto request = draft_after();
    request.mutable_waves(0)->set_opens_local("2017-05-20T09:00");
    request.mutable_waves(0)->set_closes_local("2017-05-22T09:00");
    request.set_entered_afterwards(true);
    return request;
  }
  static v1::CloseWaveRequest close(int number) {
    v1::CloseWaveRequest request;
    request.set_wave_id(wave_id(number));
    return request;
  }
};

TEST_F(ClosingWaves, OfWhatWasEnteredAfterwardsAndCountsAtOnce) {
  for (int person = 1; person <= 12; ++person) tell(attendance_recorded(person, 1));
  schedule(entered_afterwards());
  answer_wave(kAfter, 11);
  EXPECT_EQ(answer<v1::CloseWaveResponse>(close(kAfter)).status(), v1::WAVE_STATUS_CLOSED);
  const v1::Wave counted = wave(kAfter);
  EXPECT_EQ(counted.status(), v1::WAVE_STATUS_COUNTED);
  EXPECT_EQ(counted.turnout().answered_count(), 11);
  EXPECT_EQ(counted.turnout().eligible_count(), 12);
  EXPECT_EQ(answer<v1::CloseWaveResponse>(close(kAfter)).status(), v1::WAVE_STATUS_COUNTED) << "again";
  EXPECT_EQ(open(kAfter), "");
}

TEST_F(ClosingWaves, WithTooFewAnswersDestroysThem) {
  schedule(entered_afterwards());
  answer_wave(kAfter, 9);
  EXPECT_EQ(answer<v1::CloseWaveResponse>(close(kAfter)).status(), v1::WAVE_STATUS_DESTROYED);
}

TEST_F(ClosingWaves, OthersCloseByThemselves) {
  schedule();
  EXPECT_EQ(refusal(close(kBefore)), "CLOSES_BY_ITSELF");
  EXPECT_EQ(refusal(close(kOtherWave)), "UNKNOWN_WAVE");
}

TEST_F(ClosingWaves, NeedsOneThatHasOpened) {
  ASSERT_EQ(refusal(entered_afterwards()), "");
  EXPECT_EQ(refusal(close(kAfter)), "WAVE_NOT_OPEN_YET");
  EXPECT_EQ(refusal(close(kAfter), coordinator({region_id(2)})), "PERMISSION_DENIED");
}

}  // namespace
}  // namespace opora::feedback::testing
