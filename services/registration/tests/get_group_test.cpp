#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class GetGroup : public RegistrationTest {};

TEST_F(GetGroup, TellsWhoIsInItAndWhereItStands) {
  register_named(1, 3, {2, 1});
  const auto group = group_now(1);
  EXPECT_EQ(group.session_id(), kSession);
  EXPECT_EQ(group.organisation_id(), kSchool);
  EXPECT_EQ(group.head_count(), 3);
  EXPECT_EQ(group.status(), v1::GROUP_STATUS_CONFIRMED);
  EXPECT_EQ(group.waitlist_place(), 0);
  ASSERT_EQ(group.members_size(), 2);
  EXPECT_EQ(group.members(0).person_id(), person(1));
  EXPECT_EQ(group.members(0).name(), name_of(1));
  EXPECT_EQ(group.members(0).occupation(), v1::OCCUPATION_TEACHER);
  EXPECT_EQ(group.members(1).name(), name_of(2));
}

TEST_F(GetGroup, CountsItsPlaceAmongThoseWhoStillWait) {
  register_group(1, 10);
  register_group(2, 2);
  register_group(3, 2);
  register_group(4, 2);
  EXPECT_EQ(group_now(4).waitlist_place(), 3);
  cancel(2);
  EXPECT_EQ(group_now(4).waitlist_place(), 2);
  EXPECT_EQ(group_now(2).waitlist_place(), 0);
  EXPECT_EQ(group_now(2).status(), v1::GROUP_STATUS_CANCELLED);
}

TEST_F(GetGroup, OfNothingIsRefused) {
  v1::GetGroupRequest request;
  request.set_group_id(kNobody);
  EXPECT_EQ(refusal(request), "UNKNOWN_GROUP");
}

}  // namespace
}  // namespace opora::registration::testing
