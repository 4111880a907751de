#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

using AddProgramme = SchedulingTest;

TEST_F(AddProgramme, AddsItOnce) {
  auto changed = programme();
  (*changed.mutable_name()->mutable_by_language())["en"] = "Another";
  expect_added_once(programme(), changed, "ProgrammeAdded");
}

TEST_F(AddProgramme, TellsWhatWasAdded) {
  ASSERT_EQ(refusal(programme()), "");
  const auto body = last_event().programme_added();
  EXPECT_EQ(body.programme_id(), test_id(kProgramme));
  EXPECT_EQ(body.name().by_language_size(), 2);
  EXPECT_EQ(body.name().by_language().at("ru"), programme().name().by_language().at("ru"));
}

TEST_F(AddProgramme, NeedsAName) {
  auto unnamed = programme();
  (*unnamed.mutable_name()->mutable_by_language())["ru"] = "  ";
  EXPECT_EQ(refusal(unnamed), "TEXT_MISSING");
  EXPECT_EQ(service.events().size(), 0u);
}

}  // namespace
}  // namespace opora::scheduling::testing
