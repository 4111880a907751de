#include <set>

#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

class IssuingSheets : public FeedbackTest {
 protected:
  void SetUp() override { add_round(); }
  std::string issue(const Caller& caller) {
    v1::IssueSheetsRequest request;
    request.set_series_id(series_id(1));
    request.set_sheet_count(1);
    return refusal(request, caller);
  }
};

TEST_F(IssuingSheets, EachHasATokenForEveryWaveAndALinkCode) {
  schedule();
  const auto sheets = draw(400);
  std::set<std::string> codes;
  for (const v1::Sheet& sheet : sheets) {
    ASSERT_EQ(sheet.tokens_size(), 3);
    std::set<std::string> waves;
    for (const v1::SheetToken& token : sheet.tokens()) {
      waves.insert(token.wave_id());
      codes.insert(token.token());
    }
    EXPECT_EQ(waves.size(), 3U);
    codes.insert(sheet.link_code());
  }
  EXPECT_EQ(codes.size(), 4U * 400U) << "no two are alike";
  EXPECT_EQ(wave(kBefore).sheet_count(), 400);
  at("2023-10-02T09:00");
  for (const v1::Sheet& sheet : {sheets.front(), sheets.at(250), sheets.back()})
    EXPECT_EQ(refusal(answers(sheet, kBefore)), "");
}

TEST_F(IssuingSheets, MoreJoinTheFirstAndNothingTellsThemApart) {
  schedule();
  draw(3);
  draw(2);
  EXPECT_EQ(wave(kBefore).sheet_count(), 5);
  look([](Snapshot& snapshot) {
    static const Statement kTokens(
        "SELECT wave_id, COUNT(*), MIN(LENGTH(token_hash)), MAX(LENGTH(token_hash)) FROM sheet_tokens "
        "GROUP BY wave_id ORDER BY wave_id");
    const auto rows = snapshot.query(kTokens).value();
    ASSERT_EQ(rows.size(), 3U);
    for (const Row& row : rows) {
      EXPECT_EQ(row.integer(1), 5);
      EXPECT_EQ(row.integer(2), 32);
      EXPECT_EQ(row.integer(3), 32);
    }
  });
}

TEST_F(IssuingSheets, AsManyAsAreExpectedAndAReserve) {
  schedule();
  tell(group_confirmed(1, 1, 12, {1, 2, 3}));
  tell(group_confirmed(2, 2, 18, {3, 4}));
  // 4 people by name, 9 and 16 without: 29; a fifth of them is 6.
  EXPECT_EQ(draw(0).size(), 35U);
}

TEST_F(IssuingSheets, OfWavesThatAreOverThereAreNoTokens) {
  schedule();
  at("2023-10-02T09:00");
  at("2023-10-04T21:00");
  const auto late = draw(1);
  ASSERT_EQ(late.front().tokens_size(), 2);
  for (const v1::SheetToken& token : late.front().tokens()) EXPECT_NE(token.wave_id(), wave_id(kBefore));
  at("2023-10-10T09:00");
  at("2023-10-14T21:00");
  at("2024-01-10T09:00");
  at("2024-01-20T21:00");
  EXPECT_EQ(issue(opora::testing::administrator()), "SERIES_OVER");
}

TEST_F(IssuingSheets, IsForWhoeverLooksAfterTheRound) {
  ASSERT_EQ(refusal(draft()), "");
  EXPECT_EQ(issue(coordinator({region_id(2)})), "PERMISSION_DENIED");
  EXPECT_EQ(issue(keeper(1)), "PERMISSION_DENIED");
  EXPECT_EQ(issue(coordinator({region_id(1)})), "") << "before it is scheduled, since printing takes its time";
  v1::IssueSheetsRequest request;
  request.set_series_id(series_id(2));
  EXPECT_EQ(refusal(request), "UNKNOWN_SERIES");
}

}  // namespace
}  // namespace opora::feedback::testing
