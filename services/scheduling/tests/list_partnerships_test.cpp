#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

class ListPartnerships : public SchedulingTest {
 protected:
  void add(int number, int of_project) {
    auto request = partnership();
    request.set_partnership_id(test_id(number));
    request.set_project_id(test_id(of_project));
    ASSERT_EQ(refusal(request), "");
  }
  Result<v1::ListPartnershipsResponse> list(int of_project, int page_size = 0, const std::string& token = "") {
    v1::ListPartnershipsRequest request;
    request.set_project_id(test_id(of_project));
    request.set_page_size(page_size);
    request.set_page_token(token);
    return service.call<v1::ListPartnershipsResponse>(request);
  }
};

std::vector<std::string> ids(const v1::ListPartnershipsResponse& page) {
  std::vector<std::string> ids;
  for (const auto& one : page.partnerships()) ids.push_back(one.partnership_id());
  return ids;
}

TEST_F(ListPartnerships, OfOneProjectPageByPage) {
  ASSERT_EQ(refusal(programme()), "");
  ASSERT_EQ(refusal(project()), "");
  auto other = project();
  other.set_project_id(test_id(kOther));
  ASSERT_EQ(refusal(other), "");
  for (const int number : {22, 20, 21}) add(number, kProject);
  add(23, kOther);
  const auto first = list(kProject, 2).value();
  EXPECT_EQ(ids(first), (std::vector{test_id(20), test_id(21)}));
  EXPECT_EQ(first.partnerships(0).project_id(), test_id(kProject));
  EXPECT_EQ(first.partnerships(0).organisation_id(), test_id(100));
  EXPECT_EQ(first.partnerships(0).role(), v1::PARTNER_ROLE_FUNDER);
  const auto second = list(kProject, 2, first.next_page_token()).value();
  EXPECT_EQ(ids(second), std::vector{test_id(22)});
  EXPECT_EQ(second.next_page_token(), "");
  EXPECT_EQ(ids(list(kOther).value()), std::vector{test_id(23)});
  EXPECT_EQ(list(kOther, 2, first.next_page_token()).error().reason, "BAD_PAGE_TOKEN");
}

TEST_F(ListPartnerships, NeedsTheProject) { EXPECT_EQ(list(kProject).error().reason, "UNKNOWN_PROJECT"); }

}  // namespace
}  // namespace opora::scheduling::testing
