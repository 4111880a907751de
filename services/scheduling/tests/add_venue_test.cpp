#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

using AddVenue = SchedulingTest;

TEST_F(AddVenue, AddsItOnce) {
  ASSERT_EQ(refusal(country()), "");
  ASSERT_EQ(refusal(region()), "");
  ASSERT_EQ(refusal(site()), "");
  auto changed = venue();
  (*changed.mutable_name()->mutable_by_language())["en"] = "Another";
  expect_added_once(venue(), changed, "VenueAdded");
}

TEST_F(AddVenue, TellsWhatWasAdded) {
  ASSERT_EQ(refusal(country()), "");
  ASSERT_EQ(refusal(region()), "");
  ASSERT_EQ(refusal(site()), "");
  ASSERT_EQ(refusal(venue()), "");
  const auto body = last_event().venue_added();
  EXPECT_EQ(body.venue_id(), test_id(kVenue));
  EXPECT_EQ(body.site_id(), test_id(kSite));
  EXPECT_EQ(body.name().by_language_size(), 2);
  EXPECT_EQ(body.name().by_language().at("ru"), venue().name().by_language().at("ru"));
}

TEST_F(AddVenue, NeedsItsSite) {
  EXPECT_EQ(refusal(venue()), "UNKNOWN_SITE");
  EXPECT_EQ(service.events().size(), 0u);
}

TEST_F(AddVenue, NeedsAName) {
  ASSERT_EQ(refusal(country()), "");
  ASSERT_EQ(refusal(region()), "");
  ASSERT_EQ(refusal(site()), "");
  auto unnamed = venue();
  (*unnamed.mutable_name()->mutable_by_language())["ru"] = "  ";
  EXPECT_EQ(refusal(unnamed), "TEXT_MISSING");
  EXPECT_EQ(service.events().size(), 3u);
}

}  // namespace
}  // namespace opora::scheduling::testing
