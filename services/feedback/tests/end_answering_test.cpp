#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

class EndingAnswering : public FeedbackTest {
 protected:
  void SetUp() override {
    add_round();
    schedule();
    at("2023-10-02T09:00");
    events_since_last();
  }
};

TEST_F(EndingAnswering, ComesInTimeAndTellsNoNumber) {
  answer_wave(kBefore, 10);
  at("2023-10-04T20:59");
  EXPECT_EQ(status(kBefore), v1::WAVE_STATUS_ANSWERING);
  events_since_last();
  at("2023-10-04T21:00");
  EXPECT_EQ(status(kBefore), v1::WAVE_STATUS_CLOSED);
  EXPECT_EQ(events_since_last(), std::vector<std::string>{"WaveClosed"});
  EXPECT_EQ(last_event_as<v1::Event>().wave_closed().wave_id(), wave_id(kBefore));
  EXPECT_FALSE(wave(kBefore).has_turnout());
}

TEST_F(EndingAnswering, FewerThanTenAreDestroyedUnopened) {
  answer_wave(kBefore, 9);
  at("2023-10-04T20:59");
  events_since_last();
  at("2023-10-04T21:00");
  EXPECT_EQ(status(kBefore), v1::WAVE_STATUS_DESTROYED);
  EXPECT_EQ(events_since_last(), (std::vector<std::string>{"WaveClosed", "WaveDestroyed"}));
  const auto told = last_event_as<v1::Event>().wave_destroyed();
  EXPECT_EQ(told.wave_id(), wave_id(kBefore));
  EXPECT_FALSE(told.passphrases_lost());
  EXPECT_FALSE(wave(kBefore).has_turnout()) << "how many they were nobody is told";
  EXPECT_EQ(open(kBefore), "WAVE_DESTROYED");
  at("2023-10-06T21:00");
  EXPECT_EQ(status(kBefore), v1::WAVE_STATUS_DESTROYED);
}

}  // namespace
}  // namespace opora::feedback::testing
