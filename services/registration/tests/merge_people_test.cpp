#include "registration/domain/merge_people.h"

#include "registration/tests/merging.h"

namespace opora::registration::testing {
namespace {

const OrganisationId kHouse{"house"}, kOtherHouse{"other house"};

Person somebody(const std::string& id, const std::string& merged_into = "", int merged_count = 0) {
  Person person{{id}, "Anna Petrova", Occupation::teacher};
  person.merged_into = {merged_into};
  person.merged_count = merged_count;
  return person;
}

struct MergeRule {
  const char* rule;
  Person kept, merged;
  bool answers_for_both;
  std::string expected;  // a refusal, or what is told: "merged into kept, n stand behind"
};

const MergeRule kMergeRules[] = {
    {"two", somebody("anna"), somebody("anya"), true, "anya into anna, 1"},
    {"a third one", somebody("anna", "", 1), somebody("anya"), true, "anya into anna, 2"},
    {"already", somebody("anna", "", 1), somebody("anya", "anna"), true, "anna, 1"},
    {"one", somebody("anna"), somebody("anna"), true, "NOTHING_TO_MERGE"},
    {"of another region", somebody("anna"), somebody("anya"), false, "ORGANISATION_OF_OTHERS"},
    {"into one who was merged", somebody("anna", "vera"), somebody("anya"), true, "KEPT_WAS_MERGED"},
    {"into the one that was merged into it", somebody("anna", "anya"), somebody("anya", "", 1), true,
     "KEPT_WAS_MERGED"},
    {"one who was merged elsewhere", somebody("anna"), somebody("anya", "vera"), true, "MERGED_BEFORE"},
    {"one who stands for others", somebody("anna"), somebody("anya", "", 1), true, "OTHERS_MERGED_INTO_IT"},
    {"as many as may be", somebody("anna", "", kMergedMax - 1), somebody("anya"), true, "anya into anna, 20"},
    {"one more", somebody("anna", "", kMergedMax), somebody("anya"), true, "TOO_MANY_MERGED"},
};

std::string told_of_merge(const Result<Merging>& decided) {
  if (!decided) return decided.error().reason;
  std::string told;
  for (const Event& event : decided->events) {
    const auto& fact = std::get<PeopleMerged>(event);
    EXPECT_EQ(decided->other.merged_into, fact.kept);
    EXPECT_EQ(decided->other.corrections, fact.change);
    EXPECT_EQ(decided->person.corrections, 1) << "each is told of it in their own record";
    told = fact.merged.value + " into ";
  }
  return told + decided->person.id.value + ", " + std::to_string(decided->person.merged_count);
}

TEST(MergePeopleRules, Hold) {
  for (const MergeRule& row : kMergeRules) {
    const TwoPeople command{kHouse, row.kept.id, kOtherHouse, row.merged.id, {}};
    const TwoPeopleFacts facts{row.kept, row.merged, {kHouse}, {kOtherHouse}, row.answers_for_both};
    EXPECT_EQ(told_of_merge(decide_merge(facts, command)), row.expected) << row.rule;
  }
}

TEST(MergePeopleRules, AreForPeopleOfTheOrganisationsAlone) {
  const TwoPeople command{kHouse, {"anna"}, kHouse, {"anya"}, {}};
  const Person anna = somebody("anna"), anya = somebody("anya");
  EXPECT_EQ(told_of_merge(decide_merge({anna, anya, {kHouse}, {kHouse}}, command)), "anya into anna, 1");
  EXPECT_EQ(told_of_merge(decide_merge({anna, anya, {kOtherHouse}, {kHouse}}, command)), "PERSON_NOT_OF_ORGANISATION");
  EXPECT_EQ(told_of_merge(decide_merge({anna, anya, {kHouse}, {kOtherHouse}}, command)), "PERSON_NOT_OF_ORGANISATION");
  EXPECT_EQ(told_of_merge(decide_merge({anna, std::nullopt, {kHouse}, {kHouse}}, command)),
            "PERSON_NOT_OF_ORGANISATION");
}

class MergePeople : public MergingDesk {};

TEST_F(MergePeople, IsToldWithoutNamesInOneOrderOfAllMerges) {
  EXPECT_EQ(refusal(merging(1, 2)), "");
  EXPECT_EQ(events_since_last(), Types{"PeopleMerged"});
  EXPECT_EQ(last_event().people_merged().kept_person_id(), person(1));
  EXPECT_EQ(last_event().people_merged().merged_person_id(), person(2));
  EXPECT_EQ(last_event().people_merged().change(), 1);
  EXPECT_EQ(service.events().back().key, "merges of people");
  EXPECT_EQ(refusal(merging(1, 2)), "");
  EXPECT_EQ(events_since_last(), Types{}) << "again changes nothing";
  EXPECT_EQ(group_now(1).members(1).merged_into_person_id(), person(1));
  EXPECT_EQ(group_now(1).members(0).merged_into_person_id(), "");
}

TEST_F(MergePeople, IsInTheRecordOfBoth) {
  ASSERT_EQ(refusal(merging(1, 2), coordinator(kRegion)), "");
  v1::ListCorrectionsRequest request;
  request.set_organisation_id(kSchool);
  const auto listed = answer<v1::ListCorrectionsResponse>(request);
  ASSERT_EQ(listed.corrections_size(), 2);
  EXPECT_EQ(listed.corrections(0).person_id(), person(1));
  EXPECT_EQ(listed.corrections(0).identity(), v1::IDENTITY_CHANGE_MERGED_HERE);
  EXPECT_EQ(listed.corrections(0).other_person_id(), person(2));
  EXPECT_EQ(listed.corrections(0).reason(), "Entered twice");
  EXPECT_EQ(listed.corrections(0).corrected_by(), coordinator(kRegion).subject);
  EXPECT_EQ(listed.corrections(1).person_id(), person(2));
  EXPECT_EQ(listed.corrections(1).identity(), v1::IDENTITY_CHANGE_MERGED_AWAY);
  EXPECT_EQ(listed.corrections(1).other_person_id(), person(1));

  v1::GetPersonHistoryRequest history;
  history.set_organisation_id(kSchool);
  history.set_person_id(person(2));
  const auto told = answer<v1::GetPersonHistoryResponse>(history);
  ASSERT_EQ(told.other_person_ids_size(), 1);
  EXPECT_EQ(told.other_person_ids(0), person(1));
  EXPECT_EQ(told.corrections_size(), 1);
}

// Nobody loses a seat by it; whoever has done it gives one of both back.
TEST_F(MergePeople, LeavesBothSeatsAndSaysWhere) {
  EXPECT_EQ(two_seats(merging(1, 2)), std::vector<std::string>{kSession});
  EXPECT_EQ(two_seats(merging(1, 2)), std::vector<std::string>{kSession}) << "also again";
  EXPECT_EQ(group_now(1).members_size(), 3);
  EXPECT_EQ(seats_now().confirmed_count(), 4);
  auto elsewhere = registration(2, 2);
  elsewhere.set_session_id(kBesideIt);
  *elsewhere.add_members() = named(2, name_of(2));
  EXPECT_EQ(refusal(elsewhere), "");
  EXPECT_EQ(two_seats(merging(1, 2)), std::vector<std::string>{kSession}) << "there it is one";
}

TEST_F(MergePeople, TheyAreInOneGroupOfASession) {
  ASSERT_EQ(refusal(merging(1, 2)), "");
  auto first = registration(2, 2);
  first.set_session_id(kBesideIt);
  *first.add_members() = named(1, name_of(1));
  ASSERT_EQ(refusal(first), "");
  auto second = registration(3, 2);
  second.set_session_id(kBesideIt);
  *second.add_members() = named(2, name_of(2));
  EXPECT_EQ(refusal(second), "ALREADY_REGISTERED");
  auto both = registration(4, 2);
  both.set_session_id(kFarAway);
  *both.add_members() = named(1, name_of(1));
  *both.add_members() = named(2, name_of(2));
  EXPECT_EQ(refusal(both), "NAMED_TWICE");
  EXPECT_EQ(refusal(first), "") << "a retry finds its group";
}

TEST_F(MergePeople, TheyAreNamedInAGroupOnce) {
  ASSERT_EQ(refusal(merging(1, 4, kSchool, kSchool)), "PERSON_NOT_OF_ORGANISATION") << "nobody knows them yet";
  add_to_roster(kSchool, 4, "2023-01-01");
  ASSERT_EQ(refusal(merging(1, 4)), "");
  v1::NameGroupMembersRequest naming;
  naming.set_group_id(group(1));
  *naming.add_members() = known(4);
  EXPECT_EQ(answer<v1::NameGroupMembersResponse>(naming).named_count(), 3) << "they are in it already";

  v1::SubstituteMemberRequest instead;
  instead.set_group_id(group(1));
  instead.set_person_id(person(2));
  *instead.mutable_substitute() = known(4);
  instead.set_reason(v1::GROUP_CHANGE_REASON_CANNOT_COME);
  EXPECT_EQ(refusal(instead), "SUBSTITUTE_IN_GROUP");

  v1::CancelMembersRequest leaves;
  leaves.set_group_id(group(1));
  leaves.add_person_ids(person(4));
  leaves.set_reason(v1::GROUP_CHANGE_REASON_CANNOT_COME);
  EXPECT_EQ(refusal(leaves), "") << "they are in it under their other id";
  EXPECT_EQ(refusal(leaves), "") << "which they have left by now";
  EXPECT_EQ(group_now(1).members_size(), 2);
  EXPECT_EQ(group_now(1).members(0).person_id(), person(2));
}

// Person 1 and 2 are both in the group.
TEST_F(MergePeople, WhoHasTwoSeatsGivesBackOneAtATime) {
  ASSERT_EQ(refusal(merging(1, 2)), "");
  v1::CancelMembersRequest leaves;
  leaves.set_group_id(group(1));
  leaves.add_person_ids(person(1));
  leaves.set_reason(v1::GROUP_CHANGE_REASON_CANNOT_COME);
  for (const char* rule : {"leaves", "again changes nothing"}) {
    EXPECT_EQ(answer<v1::CancelMembersResponse>(leaves).head_count(), 3) << rule;
    ASSERT_EQ(group_now(1).members_size(), 2) << rule;
    EXPECT_EQ(group_now(1).members(0).person_id(), person(2)) << rule;
  }
  leaves.set_person_ids(0, person(2));
  EXPECT_EQ(answer<v1::CancelMembersResponse>(leaves).head_count(), 2);
}

TEST_F(MergePeople, WhoWasReplacedUnderOneIdStaysUnderTheOther) {
  add_to_roster(kSchool, 4, "2023-01-01");
  ASSERT_EQ(refusal(merging(1, 2)), "");
  v1::SubstituteMemberRequest instead;
  instead.set_group_id(group(1));
  instead.set_person_id(person(1));
  *instead.mutable_substitute() = known(4);
  instead.set_reason(v1::GROUP_CHANGE_REASON_CANNOT_COME);
  for (const char* rule : {"once", "again changes nothing"}) {
    EXPECT_EQ(refusal(instead), "") << rule;
    ASSERT_EQ(group_now(1).members_size(), 3) << rule;
    EXPECT_EQ(group_now(1).members(0).person_id(), person(2)) << rule;
  }
  instead.set_person_id(person(4));
  *instead.mutable_substitute() = known(1);
  EXPECT_EQ(refusal(instead), "SUBSTITUTE_IN_GROUP") << "they are in it under their other id";
}

TEST_F(MergePeople, WhoHasTwoSeatsKeepsThemWhenOthersAreNamed) {
  auto first = registration(2, 2);
  first.set_session_id(kBesideIt);
  *first.add_members() = named(1, name_of(1));
  ASSERT_EQ(refusal(first), "");
  auto second = registration(3, 1);
  second.set_session_id(kBesideIt);
  *second.add_members() = named(5, name_of(5));
  ASSERT_EQ(refusal(second), "");
  ASSERT_EQ(two_seats(merging(1, 5)), std::vector<std::string>{kBesideIt});
  v1::NameGroupMembersRequest naming;
  naming.set_group_id(group(2));
  *naming.add_members() = known(1);
  *naming.add_members() = named(6, name_of(6));
  EXPECT_EQ(refusal(naming), "");
}

TEST_F(MergePeople, WhoCameUnderOneIdIsNotReplacedUnderTheOther) {
  add_to_roster(kSchool, 4, "2023-01-01");
  add_to_roster(kSchool, 5, "2023-01-01");
  ASSERT_EQ(refusal(merging(4, 1)), "");
  check_in(1, 4);
  v1::SubstituteMemberRequest instead;
  instead.set_group_id(group(1));
  instead.set_person_id(person(1));
  *instead.mutable_substitute() = known(5);
  instead.set_reason(v1::GROUP_CHANGE_REASON_CANNOT_COME);
  EXPECT_EQ(refusal(instead), "MEMBER_CAME");
}

TEST_F(MergePeople, RostersShowThemOnceOnADay) {
  add_to_roster(kSchool, 1, "2023-01-01");
  add_to_roster(kSchool, 2, "2023-02-01");
  add_to_roster(kClinic, 2, "2023-02-01");
  ASSERT_EQ(refusal(merging(1, 2)), "");
  const auto on = [&](const std::string& organisation, const std::string& day) {
    v1::GetRosterRequest request;
    request.set_organisation_id(organisation);
    request.set_on_date(day);
    std::vector<std::string> people;
    const auto roster = answer<v1::GetRosterResponse>(request);
    for (const auto& member : roster.members()) people.push_back(member.person_id());
    return people;
  };
  EXPECT_EQ(on(kSchool, "2023-03-01"), std::vector<std::string>{person(1)});
  EXPECT_EQ(on(kClinic, "2023-03-01"), std::vector<std::string>{person(2)});
  EXPECT_EQ(on(kSchool, ""), (std::vector<std::string>{person(1), person(2)})) << "as it was entered";
}

TEST_F(MergePeople, IsForWhoAnswersForBoth) {
  v1::AddOrganisationRequest far = organisation(test_id(80));
  far.set_region_id(kFarRegion);
  ASSERT_EQ(refusal(far), "");
  add_to_roster(test_id(80), 4, "2023-01-01");
  EXPECT_EQ(refusal(merging(1, 4, kSchool, test_id(80)), coordinator(kRegion)), "ORGANISATION_OF_OTHERS");
  EXPECT_EQ(refusal(merging(1, 4, kSchool, test_id(80)), coordinator(kFarRegion)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(merging(1, 2), facilitator(kSession)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(merging(1, 2, kNobody)), "UNKNOWN_ORGANISATION");
  Caller both = coordinator(kRegion);
  both.scopes["region"].push_back(kFarRegion);
  EXPECT_EQ(refusal(merging(1, 4, kSchool, test_id(80)), both), "");
}

TEST_F(MergePeople, SurvivesACrash) {
  ASSERT_EQ(refusal(merging(1, 2)), "");
  service.restart();
  EXPECT_EQ(refusal(merging(1, 2)), "");
  EXPECT_EQ(refusal(merging(2, 1)), "KEPT_WAS_MERGED");
  EXPECT_EQ(refusal(merging(3, 2)), "MERGED_BEFORE");
  EXPECT_EQ(refusal(merging(3, 1)), "OTHERS_MERGED_INTO_IT");
}

TEST_F(MergePeople, AnsweredOnceUnderOneRequestId) {
  auto request = merging(1, 2);
  request.set_request_id(fresh_request_id());
  EXPECT_EQ(two_seats(request), std::vector<std::string>{kSession});
  ASSERT_EQ(refusal(parting(1, 2)), "");
  EXPECT_EQ(two_seats(request), std::vector<std::string>{kSession}) << "the first answer";
  EXPECT_EQ(group_now(1).members(1).merged_into_person_id(), "") << "and nothing happened";
}

}  // namespace
}  // namespace opora::registration::testing
