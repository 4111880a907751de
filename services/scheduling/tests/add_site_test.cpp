#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

using AddSite = SchedulingTest;

TEST_F(AddSite, AddsItOnce) {
  ASSERT_EQ(refusal(country()), "");
  ASSERT_EQ(refusal(region()), "");
  auto changed = site();
  (*changed.mutable_name()->mutable_by_language())["en"] = "Another";
  expect_added_once(site(), changed, "SiteAdded");
}

TEST_F(AddSite, TellsWhatWasAdded) {
  ASSERT_EQ(refusal(country()), "");
  ASSERT_EQ(refusal(region()), "");
  ASSERT_EQ(refusal(site()), "");
  const auto body = last_event().site_added();
  EXPECT_EQ(body.site_id(), test_id(kSite));
  EXPECT_EQ(body.region_id(), test_id(kRegion));
  EXPECT_EQ(body.time_zone(), "Asia/Yakutsk");
  EXPECT_EQ(body.name().by_language_size(), 2);
  EXPECT_EQ(body.name().by_language().at("ru"), site().name().by_language().at("ru"));
}

TEST_F(AddSite, NeedsItsRegion) {
  EXPECT_EQ(refusal(site()), "UNKNOWN_REGION");
  EXPECT_EQ(service.events().size(), 0u);
}

TEST_F(AddSite, NeedsAName) {
  ASSERT_EQ(refusal(country()), "");
  ASSERT_EQ(refusal(region()), "");
  auto unnamed = site();
  (*unnamed.mutable_name()->mutable_by_language())["ru"] = "  ";
  EXPECT_EQ(refusal(unnamed), "TEXT_MISSING");
  EXPECT_EQ(service.events().size(), 2u);
}

TEST_F(AddSite, NeedsAZoneThatExists) {
  ASSERT_EQ(refusal(country()), "");
  ASSERT_EQ(refusal(region()), "");
  auto elsewhere = site();
  elsewhere.set_time_zone("Asia/Atlantis");
  EXPECT_EQ(refusal(elsewhere), "UNKNOWN_TIME_ZONE");
}

}  // namespace
}  // namespace opora::scheduling::testing
