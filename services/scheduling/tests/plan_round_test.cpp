#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

using PlanRound = SchedulingTest;

TEST_F(PlanRound, PlansItOnce) {
  ASSERT_EQ(refusal(programme()), "");
  ASSERT_EQ(refusal(project()), "");
  auto changed = round();
  changed.set_year(2024);
  expect_added_once(round(), changed, "RoundPlanned");
}

TEST_F(PlanRound, NamingAProjectTwiceSaysNothingElse) {
  add_programme_and_round();
  const auto before = service.events().size();
  auto twice = round();
  twice.add_project_ids(test_id(kProject));
  EXPECT_EQ(refusal(twice), "");
  EXPECT_EQ(service.events().size(), before);
}

TEST_F(PlanRound, TellsWhatIsPlanned) {
  add_places();
  ASSERT_EQ(refusal(programme()), "");
  ASSERT_EQ(refusal(project()), "");
  auto second = project();
  second.set_project_id(test_id(kOther));
  ASSERT_EQ(refusal(second), "");
  auto shared = round();
  shared.add_project_ids(test_id(kOther));
  shared.add_region_ids(test_id(kRegion));
  ASSERT_EQ(refusal(shared), "");

  const auto body = last_event().round_planned();
  EXPECT_EQ(body.round_id(), test_id(kRound));
  EXPECT_EQ(body.programme_id(), test_id(kProgramme));
  ASSERT_EQ(body.project_ids_size(), 2);
  EXPECT_EQ(body.project_ids(0), test_id(kProject));
  EXPECT_EQ(body.project_ids(1), test_id(kOther));
  ASSERT_EQ(body.region_ids_size(), 1);
  EXPECT_EQ(body.region_ids(0), test_id(kRegion));
  EXPECT_EQ(body.year(), 2023);
  EXPECT_EQ(body.name().by_language().at("en"), "Autumn 2023");
}

TEST_F(PlanRound, NeedsItsProgramme) { EXPECT_EQ(refusal(round()), "UNKNOWN_PROGRAMME"); }

TEST_F(PlanRound, NeedsItsProjects) {
  ASSERT_EQ(refusal(programme()), "");
  ASSERT_EQ(refusal(project()), "");
  auto one_unknown = round();
  one_unknown.add_project_ids(test_id(kOther));
  EXPECT_EQ(refusal(one_unknown), "UNKNOWN_PROJECT");
}

TEST_F(PlanRound, NeedsItsRegions) {
  add_places();
  ASSERT_EQ(refusal(programme()), "");
  ASSERT_EQ(refusal(project()), "");
  EXPECT_EQ(refusal(held_in(round(), {test_id(kRegion), test_id(kOther)})), "UNKNOWN_REGION");
}

// Others may have been added to it since, also where it named none.
TEST_F(PlanRound, IsTheSameAgainIfItIsHeldWhereItNames) {
  add_places();
  auto second = region();
  second.set_region_id(test_id(kOther));
  ASSERT_EQ(refusal(second), "");
  ASSERT_EQ(refusal(programme()), "");
  ASSERT_EQ(refusal(project()), "");
  ASSERT_EQ(refusal(held_in(round(), {test_id(kRegion)})), "");
  EXPECT_EQ(last_event().round_planned().region_ids(0), test_id(kRegion));
  EXPECT_EQ(refusal(round()), "");
  EXPECT_EQ(refusal(held_in(round(), {test_id(kOther)})), "ID_TAKEN") << "a plan adds no region";
  ASSERT_EQ(refusal(add_regions({test_id(kOther)})), "");
  const auto before = service.events().size();
  EXPECT_EQ(refusal(held_in(round(), {test_id(kRegion)})), "");
  EXPECT_EQ(refusal(held_in(round(), {test_id(kOther)})), "");
  EXPECT_EQ(service.events().size(), before);
}

TEST_F(PlanRound, IsOfOneProgramme) {
  ASSERT_EQ(refusal(programme()), "");
  ASSERT_EQ(refusal(project()), "");
  auto another = programme();
  another.set_programme_id(test_id(kOther));
  ASSERT_EQ(refusal(another), "");
  auto edition = round();
  edition.set_programme_id(test_id(kOther));
  EXPECT_EQ(refusal(edition), "PROJECT_OF_ANOTHER_PROGRAMME");
}

TEST_F(PlanRound, NeedsAName) {
  ASSERT_EQ(refusal(programme()), "");
  ASSERT_EQ(refusal(project()), "");
  auto unnamed = round();
  (*unnamed.mutable_name()->mutable_by_language())["en"] = " ";
  EXPECT_EQ(refusal(unnamed), "TEXT_MISSING");
}

}  // namespace
}  // namespace opora::scheduling::testing
