#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

const Statement kSealedLeft("SELECT COUNT(*) FROM sealed_answers");
const Statement kSpentLeft("SELECT COUNT(*) FROM spent_tokens");
const Statement kTokensLeft("SELECT COUNT(*) FROM sheet_tokens");

class DeletingSealed : public FeedbackTest {
 protected:
  std::vector<std::int64_t> left() {
    std::vector<std::int64_t> counts;
    look([&](Snapshot& snapshot) {
      for (const Statement* what : {&kSealedLeft, &kSpentLeft, &kTokensLeft})
        counts.push_back(snapshot.query(*what).value()[0].integer(0));
    });
    return counts;
  }
};

using Counts = std::vector<std::int64_t>;

TEST_F(DeletingSealed, OnceTheWaveIsOpenedPortionByPortion) {
  count_after(12, 10);
  EXPECT_EQ(left(), (Counts{10, 10, 10}));
  ASSERT_EQ(open(kAfter), "");
  EXPECT_EQ(left(), (Counts{0, 0, 0}));
}

TEST_F(DeletingSealed, MoreThanOnePortion) {
  add_round();
  schedule(draft_after());
  draw(700);
  at("2023-10-10T09:00");
  answer_wave(kAfter, 1);
  EXPECT_EQ(left(), (Counts{1, 1, 701}));
  at("2023-10-14T21:00");
  EXPECT_EQ(left(), (Counts{0, 0, 0}));
}

TEST_F(DeletingSealed, OfOtherWavesNothingGoes) {
  add_round();
  schedule();
  const auto sheets = draw(12);
  at("2023-10-02T09:00");
  ASSERT_EQ(refusal(answers(sheets[0], kBefore)), "");
  at("2023-10-04T21:00");
  EXPECT_EQ(left(), (Counts{0, 0, 24})) << "tokens of the two waves to come";
  at("2023-10-10T09:00");
  EXPECT_EQ(refusal(answers(sheets[0], kAfter)), "");
}

}  // namespace
}  // namespace opora::feedback::testing
