#include "registration/tests/corrections.h"

namespace opora::registration::testing {
namespace {

class GetPersonHistory : public CorrectionsTest {
 protected:
  static v1::GetPersonHistoryRequest about_person(int number, const std::string& organisation = kSchool) {
    v1::GetPersonHistoryRequest request;
    request.set_organisation_id(organisation);
    request.set_person_id(person(number));
    return request;
  }
  v1::GetPersonHistoryResponse history(int number, const std::string& organisation = kSchool) {
    return answer<v1::GetPersonHistoryResponse>(about_person(number, organisation));
  }
};

TEST_F(GetPersonHistory, TellsTimesCorrectionsGroupsAndAttendance) {
  add_to_roster(kSchool, 1, "2023-01-01", "2023-06-30");
  add_to_roster(kSchool, 1, "2023-09-01");
  add_to_roster(kClinic, 1, "2023-02-01");
  v1::CorrectPersonRequest correction;
  correction.set_organisation_id(kSchool);
  correction.set_person_id(person(1));
  correction.set_occupation(v1::OCCUPATION_MANAGER);
  correction.set_reason("They lead it since May");
  ASSERT_EQ(refusal(correction), "");
  check_in(1, 1, kStartsAtUs + 60);
  ASSERT_EQ(refusal(taking_back(1)), "");

  const auto told = history(1);
  ASSERT_EQ(told.memberships_size(), 2) << "of the school alone";
  EXPECT_EQ(told.memberships(0).until_date(), "2023-06-30");
  EXPECT_EQ(told.memberships(1).from_date(), "2023-09-01");
  EXPECT_EQ(told.memberships(1).name(), name_of(1));
  ASSERT_EQ(told.corrections_size(), 1);
  EXPECT_EQ(told.corrections(0).reason(), "They lead it since May");
  ASSERT_EQ(told.participations_size(), 1);
  const auto& part = told.participations(0);
  EXPECT_EQ(part.session_id(), kSession);
  EXPECT_EQ(part.group_id(), group(1));
  EXPECT_EQ(part.group_status(), v1::GROUP_STATUS_CONFIRMED);
  EXPECT_EQ(part.scanned_at_us(), kStartsAtUs + 60);
  EXPECT_TRUE(part.taken_back());
  ASSERT_EQ(part.corrections_size(), 1);
  EXPECT_EQ(part.corrections(0).reason(), "The wrong line of the list.");
  EXPECT_EQ(history(1, kClinic).participations_size(), 0) << "they came with the school";
}

TEST_F(GetPersonHistory, TellsBothWhoLeftAndWhoCameInTheirPlace) {
  add_to_roster(kSchool, 3, "2023-01-01");
  add_to_roster(kSchool, 4, "2023-01-01");
  v1::SubstituteMemberRequest request;
  request.set_group_id(group(1));
  request.set_person_id(person(3));
  *request.mutable_substitute() = known(4);
  request.set_reason(v1::GROUP_CHANGE_REASON_CANNOT_COME);
  request.set_note("Somebody is ill");
  ASSERT_EQ(refusal(request), "");

  const auto left = history(3);
  ASSERT_EQ(left.participations_size(), 1);
  EXPECT_EQ(left.participations(0).group_id(), "") << "not any more";
  ASSERT_EQ(left.participations(0).placements_size(), 1);
  EXPECT_FALSE(left.participations(0).placements(0).came());
  EXPECT_EQ(left.participations(0).placements(0).other_person_id(), person(4));
  EXPECT_EQ(left.participations(0).placements(0).note(), "Somebody is ill");
  EXPECT_EQ(left.participations(0).placements(0).changed_by(), v1::GROUP_CHANGED_BY_ADMINISTRATOR);
  const auto came = history(4);
  ASSERT_EQ(came.participations(0).placements_size(), 1);
  EXPECT_TRUE(came.participations(0).placements(0).came());
  EXPECT_EQ(came.participations(0).placements(0).other_person_id(), person(3));
  EXPECT_EQ(history(1).participations(0).placements_size(), 0) << "it was about others";
}

// What is held elsewhere is others' to tell; of an organisation that works everywhere only an administrator asks.
TEST_F(GetPersonHistory, OfARegionsOrganisationTellsOfThatRegionAlone) {
  v1::RegisterGroupRequest far = registration(9, 1);
  far.set_session_id(kFarAway);
  far.set_late_entry(true);
  *far.add_members() = named(1, name_of(1));
  ASSERT_EQ(refusal(far), "");
  EXPECT_EQ(history(1).participations_size(), 1);
}

TEST_F(GetPersonHistory, IsForWhoAnswersForTheOrganisationsRegion) {
  EXPECT_EQ(refusal(about_person(1), coordinator(kRegion)), "");
  EXPECT_EQ(refusal(about_person(1), coordinator(kFarRegion)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(about_person(1), facilitator(kSession)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(about_person(77)), "PERSON_NOT_OF_ORGANISATION") << "like an id that nobody has";
  EXPECT_EQ(refusal(about_person(1, kClinic)), "PERSON_NOT_OF_ORGANISATION");
  EXPECT_EQ(refusal(about_person(1, kNobody)), "UNKNOWN_ORGANISATION");
}

}  // namespace
}  // namespace opora::registration::testing
