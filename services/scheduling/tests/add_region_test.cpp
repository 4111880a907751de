#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

using AddRegion = SchedulingTest;

TEST_F(AddRegion, AddsItOnce) {
  ASSERT_EQ(refusal(country()), "");
  auto changed = region();
  (*changed.mutable_name()->mutable_by_language())["en"] = "Another";
  expect_added_once(region(), changed, "RegionAdded");
}

TEST_F(AddRegion, TellsWhatWasAdded) {
  ASSERT_EQ(refusal(country()), "");
  ASSERT_EQ(refusal(region()), "");
  const auto body = last_event().region_added();
  EXPECT_EQ(body.region_id(), test_id(kRegion));
  EXPECT_EQ(body.country_id(), test_id(kCountry));
  EXPECT_EQ(body.name().by_language_size(), 2);
  EXPECT_EQ(body.name().by_language().at("ru"), region().name().by_language().at("ru"));
}

TEST_F(AddRegion, NeedsItsCountry) {
  EXPECT_EQ(refusal(region()), "UNKNOWN_COUNTRY");
  EXPECT_EQ(service.events().size(), 0u);
}

TEST_F(AddRegion, NeedsAName) {
  ASSERT_EQ(refusal(country()), "");
  auto unnamed = region();
  (*unnamed.mutable_name()->mutable_by_language())["ru"] = "  ";
  EXPECT_EQ(refusal(unnamed), "TEXT_MISSING");
  EXPECT_EQ(service.events().size(), 1u);
}

}  // namespace
}  // namespace opora::scheduling::testing
