#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

using AddSite = Network;

TEST_F(AddSite, AddsItOnce) {
  ASSERT_EQ(send(country()), "");
  ASSERT_EQ(send(region()), "");
  auto changed = site();
  (*changed.mutable_name()->mutable_by_language())["en"] = "Another";
  expect_added_once(site(), changed, "SiteAdded");
}

TEST_F(AddSite, TellsWhatWasAdded) {
  ASSERT_EQ(send(country()), "");
  ASSERT_EQ(send(region()), "");
  ASSERT_EQ(send(site()), "");
  const auto body = last_event().site_added();
  EXPECT_EQ(body.site_id(), test_id(kSite));
  EXPECT_EQ(body.region_id(), test_id(kRegion));
  EXPECT_EQ(body.time_zone(), "Asia/Yakutsk");
  EXPECT_EQ(body.name().by_language_size(), 2);
  EXPECT_EQ(body.name().by_language().at("ru"), site().name().by_language().at("ru"));
}

TEST_F(AddSite, NeedsItsRegion) {
  EXPECT_EQ(send(site()), "UNKNOWN_REGION");
  EXPECT_EQ(harness_.events().size(), 0u);
}

TEST_F(AddSite, NeedsAName) {
  ASSERT_EQ(send(country()), "");
  ASSERT_EQ(send(region()), "");
  auto unnamed = site();
  (*unnamed.mutable_name()->mutable_by_language())["ru"] = "  ";
  EXPECT_EQ(send(unnamed), "TEXT_MISSING");
  EXPECT_EQ(harness_.events().size(), 2u);
}

TEST_F(AddSite, NeedsAZoneThatExists) {
  ASSERT_EQ(send(country()), "");
  ASSERT_EQ(send(region()), "");
  auto elsewhere = site();
  elsewhere.set_time_zone("Asia/Atlantis");
  EXPECT_EQ(send(elsewhere), "UNKNOWN_TIME_ZONE");
}

}  // namespace
}  // namespace opora::scheduling::testing
