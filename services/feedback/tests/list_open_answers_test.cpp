#include <algorithm>
#include <set>

#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

class ListingOpenAnswers : public FeedbackTest {
 protected:
  v1::ListOpenAnswersRequest request_for(int number, int size = 0, const std::string& token = "") {
    v1::ListOpenAnswersRequest request;
    request.set_wave_id(wave_id(number));
    request.set_page_size(size);
    request.set_page_token(token);
    return request;
  }
};

TEST_F(ListingOpenAnswers, EveryTextOncePageByPage) {
  count_after(12, 11);
  ASSERT_EQ(open(kAfter), "");
  std::multiset<std::string> texts;
  std::string token;
  do {
    const auto page = answer<v1::ListOpenAnswersResponse>(request_for(kAfter, 4, token));
    for (const v1::OpenAnswer& text : page.answers()) {
      EXPECT_EQ(text.question(), "wish");
      texts.insert(text.text());
    }
    token = page.next_page_token();
  } while (!token.empty());
  std::multiset<std::string> written;
  for (int number = 0; number < 11; ++number) written.insert("wish " + std::to_string(number));
  EXPECT_EQ(texts, written);
  auto other = request_for(kAfter);
  other.set_question("talk");
  EXPECT_EQ(answer<v1::ListOpenAnswersResponse>(other).answers_size(), 0);
}

TEST_F(ListingOpenAnswers, WhoWroteNothingIsNotListed) {
  add_round();
  schedule(draft_after());
  at("2023-10-10T09:00");
  const auto sheets = draw(10);
  for (std::size_t i = 0; i < sheets.size(); ++i)
    ASSERT_EQ(refusal(answers(sheets[i], kAfter, 2, i < 3 ? "something" : "")), "");
  at("2023-10-14T21:00");
  at("2023-10-16T21:00");
  ASSERT_EQ(open(kAfter), "");
  EXPECT_EQ(answer<v1::ListOpenAnswersResponse>(request_for(kAfter)).answers_size(), 3);
}

TEST_F(ListingOpenAnswers, OfOpenedWavesForThoseWhoLookAfterThem) {
  count_after(12, 10);
  EXPECT_EQ(refusal(request_for(kAfter)), "WAVE_NOT_OPENED");
  EXPECT_EQ(refusal(request_for(kOtherWave)), "UNKNOWN_WAVE");
  ASSERT_EQ(open(kAfter), "");
  EXPECT_EQ(refusal(request_for(kAfter), coordinator({region_id(1)})), "");
  EXPECT_EQ(refusal(request_for(kAfter), coordinator({region_id(2)})), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(request_for(kAfter), facilitator()), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(request_for(kAfter), keeper(1)), "PERMISSION_DENIED") << "keeping is not reading";
  EXPECT_EQ(refusal(request_for(kAfter, 0, "nonsense")), "BAD_PAGE_TOKEN");
}

}  // namespace
}  // namespace opora::feedback::testing
