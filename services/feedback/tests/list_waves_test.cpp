#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

class ListingWaves : public FeedbackTest {
 protected:
  std::vector<std::string> listed(int page_size) {
    std::vector<std::string> ids;
    v1::ListWavesRequest request;
    request.set_round_id(round_id(1));
    request.set_page_size(page_size);
    do {
      const auto page = answer<v1::ListWavesResponse>(request);
      EXPECT_LE(page.waves_size(), page_size);
      for (const v1::Wave& each : page.waves()) ids.push_back(each.wave_id());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return ids;
  }
};

TEST_F(ListingWaves, OfARoundByWhenTheyOpen) {
  add_round();
  ASSERT_EQ(refusal(draft()), "");
  auto other = draft_after();
  other.set_series_id(series_id(2));
  other.set_session_id(session_id(1));
  other.mutable_waves(0)->set_wave_id(wave_id(kOtherWave));
  other.mutable_waves(0)->set_opens_local("2023-10-09T09:00");
  ASSERT_EQ(refusal(other), "");
  tell(round_planned(2, {1}, {1}));
  const std::vector<std::string> expected{wave_id(kBefore), wave_id(kOtherWave), wave_id(kAfter), wave_id(kFollowUp)};
  EXPECT_EQ(listed(2), expected);
  EXPECT_EQ(listed(100), expected);
  v1::ListWavesRequest request;
  request.set_round_id(round_id(2));
  EXPECT_EQ(answer<v1::ListWavesResponse>(request).waves_size(), 0);
}

TEST_F(ListingWaves, NeedsARoundAndAPageOfItsList) {
  add_round();
  v1::ListWavesRequest request;
  request.set_round_id(round_id(7));
  EXPECT_EQ(refusal(request), "UNKNOWN_ROUND");
  request.set_round_id(round_id(1));
  request.set_page_token("nonsense");
  EXPECT_EQ(refusal(request), "BAD_PAGE_TOKEN");
  request.clear_page_token();
  EXPECT_EQ(refusal(request, coordinator({region_id(2)})), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(request, coordinator({region_id(1)})), "");
}

}  // namespace
}  // namespace opora::feedback::testing
