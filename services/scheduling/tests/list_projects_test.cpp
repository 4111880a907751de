#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

class ListProjects : public SchedulingTest {
 protected:
  void add(int number, int of_programme) {
    auto request = project();
    request.set_project_id(test_id(number));
    request.set_programme_id(test_id(of_programme));
    ASSERT_EQ(refusal(request), "");
  }
  Result<v1::ListProjectsResponse> list(int of_programme, int page_size = 0, const std::string& token = "") {
    v1::ListProjectsRequest request;
    request.set_programme_id(test_id(of_programme));
    request.set_page_size(page_size);
    request.set_page_token(token);
    return service.call<v1::ListProjectsResponse>(request);
  }
};

std::vector<std::string> ids(const v1::ListProjectsResponse& page) {
  std::vector<std::string> ids;
  for (const auto& one : page.projects()) ids.push_back(one.project_id());
  return ids;
}

TEST_F(ListProjects, OfOneProgrammePageByPage) {
  ASSERT_EQ(refusal(programme()), "");
  auto other = programme();
  other.set_programme_id(test_id(kOther));
  ASSERT_EQ(refusal(other), "");
  for (const int number : {22, 20, 21}) add(number, kProgramme);
  add(23, kOther);
  const auto first = list(kProgramme, 2).value();
  EXPECT_EQ(ids(first), (std::vector{test_id(20), test_id(21)}));
  EXPECT_EQ(first.projects(0).programme_id(), test_id(kProgramme));
  EXPECT_EQ(first.projects(0).name().by_language().at("en"), "Points of support");
  const auto second = list(kProgramme, 2, first.next_page_token()).value();
  EXPECT_EQ(ids(second), std::vector{test_id(22)});
  EXPECT_EQ(second.next_page_token(), "");
  EXPECT_EQ(ids(list(kOther).value()), std::vector{test_id(23)});
  EXPECT_EQ(list(kOther, 2, first.next_page_token()).error().reason, "BAD_PAGE_TOKEN");
}

TEST_F(ListProjects, NeedsTheProgramme) { EXPECT_EQ(list(kProgramme).error().reason, "UNKNOWN_PROGRAMME"); }

}  // namespace
}  // namespace opora::scheduling::testing
