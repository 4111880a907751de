// What is told to whoever looks after the platform of waves that wait for longer than they should.
#include <map>

#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

class Overdue : public FeedbackTest {
 protected:
  // As metrics tell it.
  std::map<std::string, std::int64_t> overdue() {
    const auto counts = service.host().overdue_lately();
    return {counts.begin(), counts.end()};
  }
  std::map<std::string, std::int64_t> counts(std::int64_t to_close, std::int64_t to_open) const {
    return {{"waves_to_close", to_close}, {"waves_to_open", to_open}};
  }
  // Time passes, and no timer runs.
  void stand_still_until(const std::string& local) { service.clock().set(in_almaty(local)); }
};

TEST_F(Overdue, NothingOfADraftIs) {
  add_round();
  ASSERT_EQ(refusal(draft()), "");
  at("2024-10-02T09:00");
  EXPECT_EQ(overdue(), counts(0, 0));
}

TEST_F(Overdue, AWaveThatDoesNotOpenInTimeIs) {
  add_round();
  schedule();
  stand_still_until("2023-10-02T10:00");
  EXPECT_EQ(overdue(), counts(0, 0));
  stand_still_until("2023-10-02T10:01");
  EXPECT_EQ(overdue(), counts(1, 0));
  at("2023-10-02T10:02");
  EXPECT_EQ(overdue(), counts(0, 0));
}

TEST_F(Overdue, AWaveThatDoesNotCloseInTimeIs) {
  add_round();
  schedule();
  at("2023-10-02T09:00");
  stand_still_until("2023-10-04T22:00");
  EXPECT_EQ(overdue(), counts(0, 0));
  stand_still_until("2023-10-04T22:01");
  EXPECT_EQ(overdue(), counts(1, 0));
  at("2023-10-04T22:02");
  EXPECT_EQ(overdue(), counts(0, 0));
}

TEST_F(Overdue, AWaveThatIsEnteredAfterwardsClosesWhenSomebodySaysSo) {
  add_round();
  v1::DraftWavesRequest afterwards = draft_after();
  afterwards.set_entered_afterwards(true);
  schedule(afterwards);
  at("2023-11-14T21:00");
  EXPECT_EQ(status(kAfter), v1::WAVE_STATUS_ANSWERING);
  EXPECT_EQ(overdue(), counts(0, 0));
}

TEST_F(Overdue, AWaveThatIsNotCountedADayAfterItsGraceIs) {
  add_round();
  for (int person = 1; person <= 12; ++person) tell(attendance_recorded(person, 1));
  schedule(draft_after());
  at("2023-10-10T09:00");
  answer_wave(kAfter, 10);
  at("2023-10-14T21:00");
  registration::v1::Event nobody;  // waits, and is waited for
  nobody.mutable_attendance_recorded()->set_session_id(session_id(1));
  tell(nobody);
  at("2023-10-17T21:00");
  EXPECT_EQ(overdue(), counts(0, 0));
  at("2023-10-17T21:01");
  EXPECT_EQ(overdue(), counts(1, 0));
}

TEST_F(Overdue, AWaveThatNoKeeperOpensForTwoWeeksIsUntilOneDoes) {
  count_after(12, 10);
  at("2023-10-30T21:00");
  EXPECT_EQ(overdue(), counts(0, 0));
  at("2023-10-30T21:01");
  EXPECT_EQ(overdue(), counts(0, 1));
  EXPECT_EQ(open(kAfter), "");
  EXPECT_EQ(overdue(), counts(0, 0));
}

}  // namespace
}  // namespace opora::feedback::testing
