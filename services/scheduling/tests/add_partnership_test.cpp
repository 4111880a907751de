#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

using AddPartnership = SchedulingTest;

TEST_F(AddPartnership, AddsItOnce) {
  add_programme_and_round();
  auto changed = partnership();
  changed.set_role(v1::PARTNER_ROLE_HOST);
  expect_added_once(partnership(), changed, "PartnershipAdded");
}

TEST_F(AddPartnership, TellsWhoDoesWhat) {
  add_programme_and_round();
  ASSERT_EQ(refusal(partnership()), "");
  const auto body = last_event().partnership_added();
  EXPECT_EQ(body.partnership_id(), test_id(kPartnership));
  EXPECT_EQ(body.project_id(), test_id(kProject));
  EXPECT_EQ(body.organisation_id(), test_id(100));
  EXPECT_EQ(body.role(), v1::PARTNER_ROLE_FUNDER);
}

TEST_F(AddPartnership, OneOrganisationMayHaveSeveralRoles) {
  add_programme_and_round();
  ASSERT_EQ(refusal(partnership()), "");
  auto second = partnership();
  second.set_partnership_id(test_id(kOther));
  second.set_role(v1::PARTNER_ROLE_HOST);
  EXPECT_EQ(refusal(second), "");
}

TEST_F(AddPartnership, NeedsItsProject) { EXPECT_EQ(refusal(partnership()), "UNKNOWN_PROJECT"); }

TEST_F(AddPartnership, NeedsARoleOfTheContract) {
  add_programme_and_round();
  const auto before = service.events().size();
  auto odd = partnership();
  odd.set_role(static_cast<v1::PartnerRole>(77));
  EXPECT_NE(refusal(odd), "");
  EXPECT_EQ(service.events().size(), before);
}

}  // namespace
}  // namespace opora::scheduling::testing
