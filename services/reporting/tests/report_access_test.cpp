// A coordinator reaches a round only if all of it lies in a region of theirs.
#include <gtest/gtest.h>

#include "network.h"
#include "reporting/service.h"

namespace opora::reporting::testing {
namespace {

struct Case {
  const char* rule;
  options::v1::Role role;
  std::vector<int> regions;          // of the token
  std::vector<int> session_regions;  // of the round's sessions
  bool allowed;
};

class ReportAccess : public ::testing::TestWithParam<Case> {};

TEST_P(ReportAccess, Follows) {
  const Case& c = GetParam();
  Harness harness(make_reporting());
  tell(harness, round_planned(1, 1, {1}, 2023));
  int number = 0;
  for (const int where : c.session_regions) {
    PlannedSession planned;
    planned.number = ++number;
    planned.region = where;
    tell(harness, session_published(planned));
  }
  Caller caller;
  caller.subject = "somebody";
  caller.role = c.role;
  for (const int where : c.regions) caller.regions.push_back(region(where));

  v1::GetRoundReportRequest request;
  request.set_round_id(round(1));
  const auto answer = harness.call<v1::GetRoundReportResponse>(request, caller);
  EXPECT_EQ(answer.has_value(), c.allowed) << c.rule;
  if (!answer) {
    EXPECT_EQ(answer.error().code, Code::denied) << answer.error().message;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Rules, ReportAccess,
    ::testing::Values(Case{"an administrator, anywhere", options::v1::ROLE_ADMINISTRATOR, {}, {1, 2}, true},
                      Case{"a coordinator of the region", options::v1::ROLE_COORDINATOR, {1}, {1, 1}, true},
                      Case{"of another region", options::v1::ROLE_COORDINATOR, {2}, {1}, false},
                      Case{"of one of the round's two regions", options::v1::ROLE_COORDINATOR, {1}, {1, 2}, false},
                      Case{"of both: the round is the network's", options::v1::ROLE_COORDINATOR, {1, 2}, {1, 2}, false},
                      Case{"a round without sessions lies nowhere", options::v1::ROLE_COORDINATOR, {1}, {}, false},
                      Case{"a facilitator", options::v1::ROLE_FACILITATOR, {1}, {1}, false},
                      Case{"an operator sees no figures", options::v1::ROLE_OPERATOR, {}, {1}, false}));

}  // namespace
}  // namespace opora::reporting::testing
