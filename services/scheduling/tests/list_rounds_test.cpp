#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

class ListRounds : public SchedulingTest {
 protected:
  void plan(int number, int year) {
    auto request = round();
    request.set_round_id(test_id(number));
    request.set_year(year);
    ASSERT_EQ(refusal(request), "");
  }
  Result<v1::ListRoundsResponse> list(int page_size, const std::string& token) {
    v1::ListRoundsRequest request;
    request.set_page_size(page_size);
    request.set_page_token(token);
    return service.call<v1::ListRoundsResponse>(request);
  }
};

std::vector<std::string> ids(const v1::ListRoundsResponse& page) {
  std::vector<std::string> ids;
  for (const auto& one : page.rounds()) ids.push_back(one.round_id());
  return ids;
}

TEST_F(ListRounds, NewestFirst) {
  add_programme_and_round();  // 2023
  plan(20, 2021);
  plan(21, 2024);
  plan(22, 2023);
  const auto page = list(0, "").value();
  EXPECT_EQ(ids(page), (std::vector{test_id(21), test_id(22), test_id(kRound), test_id(20)}));
  EXPECT_EQ(page.next_page_token(), "");
}

TEST_F(ListRounds, SaysWhatWasPlanned) {
  add_programme_and_round();
  const auto page = list(0, "").value();
  ASSERT_EQ(page.rounds_size(), 1);
  EXPECT_EQ(page.rounds(0).programme_id(), test_id(kProgramme));
  ASSERT_EQ(page.rounds(0).project_ids_size(), 1);
  EXPECT_EQ(page.rounds(0).project_ids(0), test_id(kProject));
  EXPECT_EQ(page.rounds(0).region_ids_size(), 0);
  EXPECT_EQ(page.rounds(0).year(), 2023);
  EXPECT_EQ(page.rounds(0).name().by_language().at("ru"), "Осень 2023");
}

TEST_F(ListRounds, PageByPage) {
  add_programme_and_round();
  for (int number = 20; number < 23; ++number) plan(number, 2023);
  const auto first = list(2, "").value();
  EXPECT_EQ(ids(first), (std::vector{test_id(22), test_id(21)}));
  ASSERT_NE(first.next_page_token(), "");
  const auto second = list(2, first.next_page_token()).value();
  EXPECT_EQ(ids(second), (std::vector{test_id(20), test_id(kRound)}));
  EXPECT_EQ(second.next_page_token(), "") << "a full last page is still the last";
}

TEST_F(ListRounds, NoneAtFirst) {
  const auto page = list(0, "").value();
  EXPECT_EQ(page.rounds_size(), 0);
  EXPECT_EQ(page.next_page_token(), "");
}

TEST_F(ListRounds, RefusesATokenOfItsOwnInvention) {
  EXPECT_EQ(list(0, "cm91bmRz").error().reason, "BAD_PAGE_TOKEN");
}

}  // namespace
}  // namespace opora::scheduling::testing
