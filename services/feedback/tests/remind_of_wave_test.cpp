#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

class RemindingOfWaves : public FeedbackTest {
 protected:
  void SetUp() override {
    add_round();
    schedule();
    at("2023-10-02T09:00");
    events_since_last();
  }
};

TEST_F(RemindingOfWaves, OnceWhilePeopleCanAnswer) {
  at("2023-10-03T09:00");
  EXPECT_EQ(events_since_last(), std::vector<std::string>{"WaveReminded"});
  const auto told = last_event_as<v1::Event>().wave_reminded();
  EXPECT_EQ(told.wave_id(), wave_id(kBefore));
  EXPECT_EQ(told.closes_at_us(), in_almaty("2023-10-04T21:00").us);
  at("2023-10-03T21:00");
  EXPECT_EQ(events_since_last(), std::vector<std::string>());
}

TEST_F(RemindingOfWaves, NotWhereAKeeperWasReplaced) {
  v1::ReplaceKeeperRequest request;
  request.set_series_id(series_id(1));
  request.set_passphrase(passphrases[0]);
  request.set_new_keeper("third keeper");
  ASSERT_EQ(refusal(request, keeper(1)), "");
  at("2023-10-03T09:00");
  EXPECT_EQ(events_since_last(), std::vector<std::string>()) << "nobody could answer then";
}

}  // namespace
}  // namespace opora::feedback::testing
