#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

class ListProgrammes : public SchedulingTest {
 protected:
  void add(int number) {
    auto request = programme();
    request.set_programme_id(test_id(number));
    ASSERT_EQ(refusal(request), "");
  }
  Result<v1::ListProgrammesResponse> list(int page_size = 0, const std::string& token = "") {
    v1::ListProgrammesRequest request;
    request.set_page_size(page_size);
    request.set_page_token(token);
    return service.call<v1::ListProgrammesResponse>(request);
  }
};

std::vector<std::string> ids(const v1::ListProgrammesResponse& page) {
  std::vector<std::string> ids;
  for (const auto& one : page.programmes()) ids.push_back(one.programme_id());
  return ids;
}

TEST_F(ListProgrammes, SaysWhatWasAdded) {
  add(kProgramme);
  const auto page = list().value();
  ASSERT_EQ(page.programmes_size(), 1);
  EXPECT_EQ(page.programmes(0).programme_id(), test_id(kProgramme));
  EXPECT_EQ(page.programmes(0).name().by_language().at("en"), "Care for caregivers");
}

TEST_F(ListProgrammes, PageByPage) {
  for (const int number : {22, 20, 21}) add(number);
  const auto first = list(2).value();
  EXPECT_EQ(ids(first), (std::vector{test_id(20), test_id(21)}));
  const auto second = list(2, first.next_page_token()).value();
  EXPECT_EQ(ids(second), std::vector{test_id(22)});
  EXPECT_EQ(second.next_page_token(), "");
}

TEST_F(ListProgrammes, RefusesATokenOfItsOwnInvention) {
  EXPECT_EQ(list(0, "cHJvZ3JhbW1lcw").error().reason, "BAD_PAGE_TOKEN");
}

}  // namespace
}  // namespace opora::scheduling::testing
