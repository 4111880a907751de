#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

using AddProject = SchedulingTest;

TEST_F(AddProject, AddsItOnce) {
  ASSERT_EQ(refusal(programme()), "");
  auto changed = project();
  (*changed.mutable_name()->mutable_by_language())["en"] = "Another";
  expect_added_once(project(), changed, "ProjectAdded");
}

TEST_F(AddProject, TellsWhatWasAdded) {
  ASSERT_EQ(refusal(programme()), "");
  ASSERT_EQ(refusal(project()), "");
  const auto body = last_event().project_added();
  EXPECT_EQ(body.project_id(), test_id(kProject));
  EXPECT_EQ(body.programme_id(), test_id(kProgramme));
  EXPECT_EQ(body.name().by_language_size(), 2);
  EXPECT_EQ(body.name().by_language().at("ru"), project().name().by_language().at("ru"));
}

TEST_F(AddProject, NeedsItsProgramme) {
  EXPECT_EQ(refusal(project()), "UNKNOWN_PROGRAMME");
  EXPECT_EQ(service.events().size(), 0u);
}

TEST_F(AddProject, NeedsAName) {
  ASSERT_EQ(refusal(programme()), "");
  auto unnamed = project();
  (*unnamed.mutable_name()->mutable_by_language())["ru"] = "  ";
  EXPECT_EQ(refusal(unnamed), "TEXT_MISSING");
  EXPECT_EQ(service.events().size(), 1u);
}

}  // namespace
}  // namespace opora::scheduling::testing
