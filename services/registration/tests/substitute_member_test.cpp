#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class SubstituteMember : public RegistrationTest {
 protected:
  v1::SubstituteMemberRequest one_for(int number, int leaver, const v1::GroupMember& substitute) {
    v1::SubstituteMemberRequest request;
    request.set_request_id(fresh_request_id());
    request.set_group_id(group(number));
    request.set_person_id(person(leaver));
    *request.mutable_substitute() = substitute;
    request.set_reason(v1::GROUP_CHANGE_REASON_CANNOT_COME);
    return request;
  }
  std::vector<std::string> members(int number) {
    std::vector<std::string> ids;
    const auto all = group_now(number);
    for (const auto& member : all.members()) ids.push_back(member.person_id());
    return ids;
  }
};

using People = std::vector<std::string>;

TEST_F(SubstituteMember, MovesNoSeatAndLooksAtNoWaitlist) {
  register_named(1, 10, {1, 2});
  register_group(2, 1);
  events_since_last();
  ASSERT_EQ(refusal(one_for(1, 1, named(3, name_of(3)))), "");
  EXPECT_EQ(events_since_last(), Types{"GroupMemberSubstituted"});
  EXPECT_EQ(last_event().group_member_substituted().person_id(), person(1));
  EXPECT_EQ(last_event().group_member_substituted().substitute_person_id(), person(3));
  EXPECT_EQ(last_event().group_member_substituted().reason(), v1::GROUP_CHANGE_REASON_CANNOT_COME);
  EXPECT_EQ(members(1), (People{person(2), person(3)}));
  EXPECT_EQ(group_now(2).waitlist_place(), 1);
  EXPECT_EQ(seats_now().confirmed_count(), 10);
}

TEST_F(SubstituteMember, TellsWhoWasReplaced) {
  register_named(1, 2, {1, 2});
  ASSERT_EQ(refusal(one_for(1, 1, named(3, name_of(3)))), "");
  const auto told = group_now(1);
  ASSERT_EQ(told.changes_size(), 1);
  EXPECT_EQ(told.changes(0).kind(), v1::GROUP_CHANGE_KIND_SUBSTITUTION);
  EXPECT_EQ(told.changes(0).left(0).name(), name_of(1));
  EXPECT_EQ(told.changes(0).substitute().name(), name_of(3));
  EXPECT_EQ(told.changes(0).head_count(), 2);
}

TEST_F(SubstituteMember, MayBeTakenBack) {
  register_named(1, 2, {1, 2});
  ASSERT_EQ(refusal(one_for(1, 1, named(3, name_of(3)))), "");
  EXPECT_TRUE(answer<v1::SubstituteMemberResponse>(one_for(1, 1, known(3))).was_so_before()) << "the same again";
  ASSERT_EQ(refusal(one_for(1, 3, named(1, name_of(1)))), "");
  EXPECT_EQ(members(1), (People{person(1), person(2)}));
  EXPECT_EQ(group_now(1).changes_size(), 2);
}

TEST_F(SubstituteMember, IsAllowedAsSomebodyNewlyNamedIs) {
  register_named(1, 2, {1, 2});
  register_named(2, 1, {5});
  EXPECT_EQ(refusal(one_for(1, 1, named(5, name_of(5)))), "ALREADY_REGISTERED");
  EXPECT_EQ(refusal(one_for(1, 1, known(9))), "UNKNOWN_PERSON");
  EXPECT_EQ(refusal(one_for(1, 1, named(5, "Somebody else"))), "PERSON_NAMED_DIFFERENTLY");
  EXPECT_EQ(refusal(one_for(1, 1, known(2))), "SUBSTITUTE_IN_GROUP");
  EXPECT_EQ(refusal(one_for(1, 5, named(7, name_of(7)))), "NOT_IN_GROUP");
  EXPECT_EQ(refusal(one_for(9, 1, named(7, name_of(7)))), "UNKNOWN_GROUP");
  auto without_occupation = one_for(1, 1, named(7, name_of(7)));
  without_occupation.mutable_substitute()->clear_occupation();
  EXPECT_EQ(refusal(without_occupation), "OCCUPATION_MISSING");
}

// Whoever was replaced is free for another group, and no longer expected with this one.
TEST_F(SubstituteMember, LetsTheOtherOneGo) {
  register_named(1, 2, {1, 2});
  ASSERT_EQ(refusal(one_for(1, 1, named(3, name_of(3)))), "");
  register_named(2, 1, {1});
  EXPECT_EQ(members(2), People{person(1)});
}

TEST_F(SubstituteMember, IsTooLateOnceTheOtherOneHasCome) {
  open_doors();
  register_named(1, 2, {1, 2});
  check_in(1, 1);
  EXPECT_EQ(refusal(one_for(1, 1, named(3, name_of(3)))), "MEMBER_CAME");
  EXPECT_EQ(refusal(one_for(1, 2, named(3, name_of(3)))), "") << "a coordinator may until it is over";
  EXPECT_EQ(check_in(2, 2), std::vector<int>{v1::CHECK_IN_FLAG_NOT_REGISTERED});
  EXPECT_EQ(check_in(3, 3), std::vector<int>{});
}

}  // namespace
}  // namespace opora::registration::testing
