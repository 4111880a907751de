#include "feedback/tests/series.h"
#include "platform/faults/failpoint.h"

namespace opora::feedback::testing {
namespace {

const Statement kStaged("SELECT COUNT(*) FROM opened_sheets");

struct KilledInTheMiddle {};


class DroppingStaging : public FeedbackTest {
 protected:
  std::int64_t staged_count() {
    std::int64_t count = -1;
    look([&](Snapshot& snapshot) { count = snapshot.query(kStaged).value()[0].integer(0); });
    return count;
  }
  // Opens, and is killed at that commit.
  void kill_at(int commit) {
    int left = commit;
    opora::testing::set_hook(
        [](void* context, std::string_view step) {
          if (step == "lane.rows_written" && --*static_cast<int*>(context) == 0) throw KilledInTheMiddle{};
        },
        &left);
    EXPECT_THROW(open(kAfter), KilledInTheMiddle);
    opora::testing::set_hook(nullptr, nullptr);
    service.restart();
    service.settle();
  }
  // Opens, and is killed as soon as all is staged.
  void break_off() {
    for (int commit = 1; commit < 10 && staged_count() == 0; ++commit) kill_at(commit);
  }
};

TEST_F(DroppingStaging, WhatAnOpeningLeavesGoesByItself) {
  count_after(12, 10);
  break_off();
  EXPECT_EQ(staged_count(), 10);
  EXPECT_EQ(status(kAfter), v1::WAVE_STATUS_COUNTED);
  at("2023-10-16T21:09");
  EXPECT_EQ(staged_count(), 10);
  at("2023-10-16T21:10");
  EXPECT_EQ(staged_count(), 0);
  EXPECT_EQ(open(kAfter), "");
  EXPECT_EQ(staged_count(), 10);
  at("2023-10-16T22:00");
  EXPECT_EQ(staged_count(), 10) << "what was opened stays";
}

TEST_F(DroppingStaging, TheNextOpeningDropsItToo) {
  count_after(12, 10);
  break_off();
  ASSERT_EQ(staged_count(), 10);
  EXPECT_EQ(open(kAfter, 2), "");
  EXPECT_EQ(staged_count(), 10);
}

}  // namespace
}  // namespace opora::feedback::testing
