#include "registration/domain/merge_organisations.h"

#include "registration/tests/merging.h"

namespace opora::registration::testing {
namespace {

Organisation house(const std::string& id, const std::string& merged_into = "", int merged_count = 0) {
  Organisation organisation{{id}, {{{"ru", "Заря"}}}, OrganisationKind::school, {"amur"}};
  organisation.merged_into = {merged_into};
  organisation.merged_count = merged_count;
  return organisation;
}

std::string told_of_houses(const Organisation& kept, const Organisation& merged, bool answers_for_both = true) {
  const auto decided = decide_merge(kept, merged, answers_for_both);
  if (!decided) return decided.error().reason;
  for (const Event& event : decided->events) {
    const auto& fact = std::get<OrganisationsMerged>(event);
    EXPECT_EQ(decided->merged.merged_into, fact.kept);
    return fact.merged.value + " into " + fact.kept.value + ", change " + std::to_string(fact.change);
  }
  return "nothing";
}

TEST(MergeOrganisationsRules, Hold) {
  EXPECT_EQ(told_of_houses(house("zarya"), house("dawn")), "dawn into zarya, change 1");
  EXPECT_EQ(told_of_houses(house("zarya", "", 1), house("dawn", "zarya")), "nothing");
  EXPECT_EQ(told_of_houses(house("zarya"), house("zarya")), "NOTHING_TO_MERGE");
  EXPECT_EQ(told_of_houses(house("zarya"), house("dawn"), false), "ORGANISATION_OF_OTHERS");
  EXPECT_EQ(told_of_houses(house("zarya", "sun"), house("dawn")), "KEPT_WAS_MERGED");
  EXPECT_EQ(told_of_houses(house("zarya"), house("dawn", "sun")), "MERGED_BEFORE");
  EXPECT_EQ(told_of_houses(house("zarya"), house("dawn", "", 1)), "OTHERS_MERGED_INTO_IT");
  EXPECT_EQ(told_of_houses(house("zarya", "", 20), house("dawn")), "TOO_MANY_MERGED");
}

class MergeOrganisations : public MergingDesk {};

TEST_F(MergeOrganisations, IsToldAndListed) {
  EXPECT_EQ(refusal(merging_organisations(kSchool, kClinic)), "");
  EXPECT_EQ(events_since_last(), Types{"OrganisationsMerged"});
  EXPECT_EQ(last_event().organisations_merged().kept_organisation_id(), kSchool);
  EXPECT_EQ(last_event().organisations_merged().merged_organisation_id(), kClinic);
  EXPECT_EQ(service.events().back().key, "merges of organisations");
  EXPECT_EQ(refusal(merging_organisations(kSchool, kClinic)), "");
  EXPECT_EQ(events_since_last(), Types{}) << "again changes nothing";
  v1::ListOrganisationsRequest request;
  request.set_region_id(kRegion);
  const auto listed = answer<v1::ListOrganisationsResponse>(request);
  EXPECT_EQ(listed.organisations(0).merged_into_organisation_id(), "");
  EXPECT_EQ(listed.organisations(1).merged_into_organisation_id(), kSchool);
}

TEST_F(MergeOrganisations, IsKeptOfBothWithWhoSaidSoWhenAndWhy) {
  const auto said_of = [&](const std::string& organisation) {
    v1::ListCorrectionsRequest request;
    request.set_organisation_id(organisation);
    return answer<v1::ListCorrectionsResponse>(request);
  };
  EXPECT_EQ(said_of(kSchool).identities_size(), 0);
  ASSERT_EQ(refusal(merging_organisations(kSchool, kClinic), coordinator(kRegion)), "");
  const std::int64_t merged_at = service.clock().now().us / 1'000'000;
  service.clock().set(service.clock().now() + std::chrono::seconds(2));
  ASSERT_EQ(refusal(parting_organisations(kClinic, kSchool)), "");
  const auto of_school = said_of(kSchool), of_clinic = said_of(kClinic);
  ASSERT_EQ(of_school.identities_size(), 2);
  EXPECT_EQ(of_school.identities(0).identity(), v1::IDENTITY_CHANGE_TAKEN_APART);
  EXPECT_EQ(of_school.identities(0).reason(), "Two houses");
  EXPECT_EQ(of_school.identities(1).identity(), v1::IDENTITY_CHANGE_MERGED_HERE);
  EXPECT_EQ(of_school.identities(1).other_organisation_id(), kClinic);
  EXPECT_EQ(of_school.identities(1).said_by(), coordinator(kRegion).subject);
  EXPECT_EQ(of_school.identities(1).said_at().seconds(), merged_at);
  EXPECT_EQ(of_school.identities(1).reason(), "One house");
  ASSERT_EQ(of_clinic.identities_size(), 2);
  EXPECT_EQ(of_clinic.identities(1).identity(), v1::IDENTITY_CHANGE_MERGED_AWAY);
  EXPECT_EQ(of_clinic.identities(1).other_organisation_id(), kSchool);
}

// A folder that has both is loaded again.
TEST_F(MergeOrganisations, ThatAreAddedAgainStayWhatTheyAre) {
  ASSERT_EQ(refusal(merging_organisations(kSchool, kClinic)), "");
  EXPECT_EQ(refusal(organisation(kSchool)), "");
  EXPECT_EQ(refusal(organisation(kClinic)), "");
  auto another = organisation(kClinic);
  another.set_kind(v1::ORGANISATION_KIND_COMPANY);
  EXPECT_EQ(refusal(another), "ID_TAKEN");
}

TEST_F(MergeOrganisations, WhoComesWithTheOneComesWithTheOther) {
  check_in(1, 1);
  EXPECT_EQ(attendances()[0].organisation_id(), kSchool);
  ASSERT_EQ(refusal(merging_organisations(kClinic, kSchool)), "");
  EXPECT_EQ(attendances()[0].organisation_id(), kClinic);
  ASSERT_EQ(refusal(parting_organisations(kSchool, kClinic)), "");
  EXPECT_EQ(attendances()[0].organisation_id(), kSchool);
}

TEST_F(MergeOrganisations, IsForWhoAnswersForBoth) {
  auto far = organisation(test_id(80));
  far.set_region_id(kFarRegion);
  ASSERT_EQ(refusal(far), "");
  EXPECT_EQ(refusal(merging_organisations(kSchool, test_id(80)), coordinator(kRegion)), "ORGANISATION_OF_OTHERS");
  EXPECT_EQ(refusal(merging_organisations(kSchool, kClinic), coordinator(kFarRegion)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(merging_organisations(kSchool, kNobody)), "UNKNOWN_ORGANISATION");
  EXPECT_EQ(refusal(merging_organisations(kSchool, kClinic), coordinator(kRegion)), "");
}

TEST_F(MergeOrganisations, SurvivesACrash) {
  ASSERT_EQ(refusal(merging_organisations(kSchool, kClinic)), "");
  service.restart();
  EXPECT_EQ(refusal(merging_organisations(kSchool, kClinic)), "");
  EXPECT_EQ(refusal(merging_organisations(kClinic, kSchool)), "KEPT_WAS_MERGED");
}

}  // namespace
}  // namespace opora::registration::testing
