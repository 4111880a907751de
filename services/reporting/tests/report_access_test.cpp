// Who may read a round's report: coordinators of any region that the round is held in, and nobody takes that from them.
#include <gtest/gtest.h>

#include "reporting/tests/network.h"

namespace opora::reporting::testing {
namespace {

constexpr auto kCoordinator = network::v1::ROLE_COORDINATOR;

struct Reader {
  const char* rule;
  network::v1::Role role;
  std::vector<int> regions;          // of the token
  std::vector<int> named;            // the round's, when it was planned
  std::vector<int> added;            // and what it is held in since
  std::vector<int> session_regions;  // of its published sessions
  bool allowed;
};

bool may_read(Harness& harness, network::v1::Role role, const std::vector<int>& regions) {
  Caller caller;
  caller.subject = "somebody";
  caller.role = role;
  for (const int where : regions) caller.scopes["region"].push_back(region(where));
  v1::GetRoundReportRequest request;
  request.set_round_id(round(1));
  const auto answer = harness.call<v1::GetRoundReportResponse>(request, caller);
  if (!answer) {
    EXPECT_EQ(answer.error().code, Code::denied) << answer.error().message;
  }
  return answer.has_value();
}

void publish_in(Harness& harness, int number, int where) {
  PlannedSession planned;
  planned.number = number;
  planned.region = where;
  tell(harness, session_published(planned));
}

class ReportAccess : public ReportingTest, public ::testing::WithParamInterface<Reader> {};

TEST_P(ReportAccess, Follows) {
  const Reader& c = GetParam();
  tell(round_planned(1, 1, {1}, 2023, c.named));
  if (!c.added.empty()) tell(round_regions_added(1, c.added));
  int number = 0;
  for (const int where : c.session_regions) publish_in(service, ++number, where);
  EXPECT_EQ(may_read(service, c.role, c.regions), c.allowed) << c.rule;
  EXPECT_EQ(service.violations(), std::vector<std::string>());
}

INSTANTIATE_TEST_SUITE_P(
    Rules, ReportAccess,
    ::testing::Values(
        Reader{"an administrator, anywhere", network::v1::ROLE_ADMINISTRATOR, {}, {1, 2}, {}, {1, 2}, true},
        Reader{"a coordinator of the region", kCoordinator, {1}, {1}, {}, {1, 1}, true},
        Reader{"before anything is published", kCoordinator, {1}, {1}, {}, {}, true},
        Reader{"of another region", kCoordinator, {2}, {1}, {}, {1}, false},
        Reader{"of one of the round's two regions", kCoordinator, {1}, {1, 2}, {}, {1, 2}, true},
        Reader{"of the other one", kCoordinator, {2}, {1, 2}, {}, {1}, true},
        Reader{"of a region added later", kCoordinator, {3}, {1}, {1, 3}, {1}, true},
        Reader{"of one that was there before", kCoordinator, {1}, {1}, {1, 3}, {1}, true},
        Reader{"named later only", kCoordinator, {1}, {}, {1}, {}, true},
        Reader{"a round of which nobody said where it is", kCoordinator, {1}, {}, {}, {1, 1}, true},
        Reader{"such a one, elsewhere", kCoordinator, {2}, {}, {}, {1, 1}, false},
        Reader{"such a one in several regions", kCoordinator, {2}, {}, {}, {2, 1}, false},
        Reader{"such a one without sessions lies nowhere", kCoordinator, {1}, {}, {}, {}, false},
        Reader{"a session alone gives nothing where regions are named", kCoordinator, {2}, {1}, {}, {1, 2}, false},
        Reader{"a facilitator", network::v1::ROLE_FACILITATOR, {1}, {1}, {}, {1}, false},
        Reader{"an operator sees no figures", network::v1::ROLE_OPERATOR, {}, {1}, {}, {1}, false}));

// A round of before rounds named regions: whoever had published a session in it then is not let in by that, and an
// administrator says who reads it.
class ReportAccessOfAnOlderRound : public ReportingTest {};

TEST_F(ReportAccessOfAnOlderRound, IsForWhomAnAdministratorNames) {
  tell(round_planned(1, 1, {1}, 2023));
  publish_in(service, 1, 1);
  EXPECT_TRUE(may_read(service, kCoordinator, {1}));
  publish_in(service, 2, 2);
  EXPECT_FALSE(may_read(service, kCoordinator, {1}));
  EXPECT_FALSE(may_read(service, kCoordinator, {2}));
  tell(round_regions_added(1, {1, 2, 3}));
  for (const int where : {1, 2, 3}) EXPECT_TRUE(may_read(service, kCoordinator, {where})) << where;
  EXPECT_FALSE(may_read(service, kCoordinator, {4}));
}

}  // namespace
}  // namespace opora::reporting::testing
