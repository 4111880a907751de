#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class NameGroupMembers : public RegistrationTest {
 protected:
  v1::NameGroupMembersRequest request_for(int number, const std::vector<v1::GroupMember>& members) {
    v1::NameGroupMembersRequest request;
    request.set_request_id(fresh_request_id());
    request.set_group_id(group(number));
    for (const auto& member : members) *request.add_members() = member;
    return request;
  }
  Result<v1::NameGroupMembersResponse> name(int number, const std::vector<v1::GroupMember>& members) {
    return service.call<v1::NameGroupMembersResponse>(request_for(number, members));
  }
  std::string refused(int number, const std::vector<v1::GroupMember>& members) {
    return refusal(request_for(number, members));
  }
};

TEST_F(NameGroupMembers, AddsTheNewOnesAndKeepsTheOthers) {
  register_named(1, 4, {1});
  events_since_last();
  const auto response = name(1, {known(1), named(2, name_of(2)), named(3, name_of(3)), known(2)});
  ASSERT_TRUE(response) << response.error().reason;
  EXPECT_EQ(response->named_count(), 3);
  EXPECT_EQ(response->head_count(), 4);
  EXPECT_EQ(events_since_last(), Types{"GroupMembersNamed"});
  const auto event = last_event().group_members_named();
  EXPECT_EQ(event.group_id(), group(1));
  EXPECT_EQ(std::vector<std::string>(event.person_ids().begin(), event.person_ids().end()),
            (std::vector<std::string>{person(2), person(3)}));
  EXPECT_EQ(group_now(1).members_size(), 3);
}

TEST_F(NameGroupMembers, AgainChangesNothing) {
  register_named(1, 4, {1});
  events_since_last();
  EXPECT_EQ(name(1, {known(1)})->named_count(), 1);
  EXPECT_EQ(events_since_last(), Types{});
}

TEST_F(NameGroupMembers, IsRefusedByRuleAndChangesNothing) {
  register_named(1, 2, {1});
  register_named(2, 2, {2});
  register_group(3, 2);
  cancel(3);
  events_since_last();
  const auto anna = named(9, "Анна");
  EXPECT_EQ(refused(77, {anna}), "UNKNOWN_GROUP");
  EXPECT_EQ(refused(1, {known(9)}), "UNKNOWN_PERSON");
  EXPECT_EQ(refused(3, {anna}), "GROUP_CANCELLED");
  EXPECT_EQ(refused(1, {anna, named(8, "Ольга")}), "MORE_NAMES_THAN_SEATS");
  EXPECT_EQ(refused(1, {named(1, "Анна")}), "PERSON_NAMED_DIFFERENTLY");
  EXPECT_EQ(refused(1, {named(2, name_of(2))}), "ALREADY_REGISTERED");
  EXPECT_EQ(refused(1, {known(2)}), "UNKNOWN_PERSON") << "an id alone tells an organisation no stranger's name";
  EXPECT_EQ(events_since_last(), Types{});
  EXPECT_EQ(group_now(1).members_size(), 1);
}

}  // namespace
}  // namespace opora::registration::testing
