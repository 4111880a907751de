#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class AddRosterMembers : public RegistrationTest {
 protected:
  v1::AddRosterMembersRequest request_for(const std::string& organisation, const std::vector<int>& people) {
    v1::AddRosterMembersRequest request;
    request.set_request_id(fresh_request_id());
    request.set_organisation_id(organisation);
    for (const int number : people) {
      auto& member = *request.add_members();
      member.set_person_id(person(number));
      member.set_name(name_of(number));
      member.set_occupation(v1::OCCUPATION_PSYCHOLOGIST);
      member.set_from_date("2023-01-01");
    }
    return request;
  }
  std::string add(const v1::AddRosterMembersRequest& request) { return refusal(request); }
};

TEST_F(AddRosterMembers, TellsEachMember) {
  EXPECT_EQ(add(request_for(kSchool, {1, 2})), "");
  EXPECT_EQ(events_since_last(), (Types{"RosterMemberAdded", "RosterMemberAdded"}));
  EXPECT_EQ(last_event().roster_member_added().organisation_id(), kSchool);
  EXPECT_EQ(last_event().roster_member_added().person_id(), person(2));
  EXPECT_EQ(last_event().roster_member_added().from_date(), "2023-01-01");
  EXPECT_EQ(last_event().roster_member_added().until_date(), "");
}

TEST_F(AddRosterMembers, TellsTheLastDayUnderTheOrganisation) {
  auto request = request_for(kSchool, {1});
  request.mutable_members(0)->set_until_date("2023-06-30");
  EXPECT_EQ(add(request), "");
  EXPECT_EQ(last_event().roster_member_added().until_date(), "2023-06-30");
  EXPECT_EQ(service.events().back().key, kSchool);
}

TEST_F(AddRosterMembers, AgainChangesNothing) {
  EXPECT_EQ(add(request_for(kSchool, {1})), "");
  events_since_last();
  EXPECT_EQ(add(request_for(kSchool, {1})), "");
  EXPECT_EQ(events_since_last(), Types{});
  EXPECT_EQ(add(request_for(kSchool, {1, 2, 2})), "");
  EXPECT_EQ(events_since_last(), Types{"RosterMemberAdded"});
}

TEST_F(AddRosterMembers, LetsOnePersonWorkInTwoPlaces) {
  EXPECT_EQ(add(request_for(kSchool, {1})), "");
  events_since_last();
  EXPECT_EQ(add(request_for(kClinic, {1})), "");
  EXPECT_EQ(events_since_last(), Types{"RosterMemberAdded"});
}

TEST_F(AddRosterMembers, IsRefusedWhole) {
  EXPECT_EQ(add(request_for(kSchool, {1})), "");
  events_since_last();
  auto other_dates = request_for(kSchool, {2, 1});
  other_dates.mutable_members(1)->set_from_date("2023-02-01");
  auto other_name = request_for(kSchool, {2, 1});
  other_name.mutable_members(1)->set_name("Somebody Else");
  auto reversed = request_for(kSchool, {2});
  reversed.mutable_members(0)->set_until_date("2022-12-31");
  EXPECT_EQ(add(other_dates), "ID_TAKEN");
  EXPECT_EQ(add(other_name), "PERSON_NAMED_DIFFERENTLY");
  EXPECT_EQ(add(reversed), "DATES_REVERSED");
  EXPECT_EQ(add(request_for(kNobody, {2})), "UNKNOWN_ORGANISATION");
  EXPECT_EQ(events_since_last(), Types{}) << "nobody was added by a refused request";
  EXPECT_EQ(add(request_for(kSchool, {2})), "");
  EXPECT_EQ(events_since_last(), Types{"RosterMemberAdded"});
}

}  // namespace
}  // namespace opora::registration::testing
