#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

using AddRegion = Network;

TEST_F(AddRegion, AddsItOnce) {
  ASSERT_EQ(send(country()), "");
  auto changed = region();
  (*changed.mutable_name()->mutable_by_language())["en"] = "Another";
  expect_added_once(region(), changed, "RegionAdded");
}

TEST_F(AddRegion, TellsWhatWasAdded) {
  ASSERT_EQ(send(country()), "");
  ASSERT_EQ(send(region()), "");
  const auto body = last_event().region_added();
  EXPECT_EQ(body.region_id(), test_id(kRegion));
  EXPECT_EQ(body.country_id(), test_id(kCountry));
  EXPECT_EQ(body.name().by_language_size(), 2);
  EXPECT_EQ(body.name().by_language().at("ru"), region().name().by_language().at("ru"));
}

TEST_F(AddRegion, NeedsItsCountry) {
  EXPECT_EQ(send(region()), "UNKNOWN_COUNTRY");
  EXPECT_EQ(harness_.events().size(), 0u);
}

TEST_F(AddRegion, NeedsAName) {
  ASSERT_EQ(send(country()), "");
  auto unnamed = region();
  (*unnamed.mutable_name()->mutable_by_language())["ru"] = "  ";
  EXPECT_EQ(send(unnamed), "TEXT_MISSING");
  EXPECT_EQ(harness_.events().size(), 1u);
}

}  // namespace
}  // namespace opora::scheduling::testing
