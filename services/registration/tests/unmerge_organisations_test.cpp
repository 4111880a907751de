#include "registration/tests/merging.h"

namespace opora::registration::testing {
namespace {

class UnmergeOrganisations : public MergingDesk {};

TEST_F(UnmergeOrganisations, TakesThemApart) {
  ASSERT_EQ(refusal(merging_organisations(kSchool, kClinic)), "");
  events_since_last();
  EXPECT_TRUE(answer<v1::UnmergeOrganisationsResponse>(parting_organisations(kClinic, kSchool)).were_merged());
  EXPECT_EQ(events_since_last(), Types{"OrganisationsUnmerged"});
  EXPECT_EQ(last_event().organisations_unmerged().kept_organisation_id(), kSchool);
  EXPECT_EQ(last_event().organisations_unmerged().merged_organisation_id(), kClinic);
  EXPECT_EQ(last_event().organisations_unmerged().change(), 2);
  EXPECT_TRUE(last_event().organisations_unmerged().were_merged());
  EXPECT_EQ(service.events().back().key, "merges of organisations");
  EXPECT_FALSE(answer<v1::UnmergeOrganisationsResponse>(parting_organisations(kSchool, kClinic)).were_merged());
  EXPECT_EQ(events_since_last(), Types{}) << "again changes nothing";
}

// Figures say whether they hold undecided ones, so they hear of it.
TEST_F(UnmergeOrganisations, ThatWereNeverMergedSaysSoOnce) {
  EXPECT_FALSE(answer<v1::UnmergeOrganisationsResponse>(parting_organisations(kSchool, kClinic)).were_merged());
  EXPECT_EQ(events_since_last(), Types{"OrganisationsUnmerged"});
  EXPECT_FALSE(last_event().organisations_unmerged().were_merged());
  EXPECT_EQ(last_event().organisations_unmerged().change(), 0);
  EXPECT_EQ(refusal(parting_organisations(kClinic, kSchool)), "");
  EXPECT_EQ(events_since_last(), Types{});
}

TEST_F(UnmergeOrganisations, IsRefusedWhereItSaysNothing) {
  ASSERT_EQ(refusal(organisation(test_id(80))), "");
  ASSERT_EQ(refusal(merging_organisations(kSchool, kClinic)), "");
  ASSERT_EQ(refusal(merging_organisations(kSchool, test_id(80))), "");
  EXPECT_EQ(refusal(parting_organisations(kClinic, test_id(80))), "MERGED_INTO_A_THIRD");
  EXPECT_EQ(refusal(parting_organisations(kSchool, kSchool)), "NOTHING_TO_MERGE");
  EXPECT_EQ(refusal(parting_organisations(kSchool, kNobody)), "UNKNOWN_ORGANISATION");
  EXPECT_EQ(refusal(parting_organisations(kSchool, kClinic), coordinator(kFarRegion)), "PERMISSION_DENIED");
}

TEST_F(UnmergeOrganisations, SurvivesACrash) {
  ASSERT_EQ(refusal(merging_organisations(kSchool, kClinic)), "");
  ASSERT_EQ(refusal(parting_organisations(kSchool, kClinic)), "");
  service.restart();
  EXPECT_EQ(refusal(merging_organisations(kClinic, kSchool)), "");
}

}  // namespace
}  // namespace opora::registration::testing
