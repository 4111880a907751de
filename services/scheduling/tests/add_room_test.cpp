#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

using AddRoom = SchedulingTest;

TEST_F(AddRoom, AddsItOnce) {
  ASSERT_EQ(refusal(country()), "");
  ASSERT_EQ(refusal(region()), "");
  ASSERT_EQ(refusal(site()), "");
  ASSERT_EQ(refusal(venue()), "");
  auto changed = room();
  (*changed.mutable_name()->mutable_by_language())["en"] = "Another";
  expect_added_once(room(), changed, "RoomAdded");
}

TEST_F(AddRoom, TellsWhatWasAdded) {
  ASSERT_EQ(refusal(country()), "");
  ASSERT_EQ(refusal(region()), "");
  ASSERT_EQ(refusal(site()), "");
  ASSERT_EQ(refusal(venue()), "");
  ASSERT_EQ(refusal(room()), "");
  const auto body = last_event().room_added();
  EXPECT_EQ(body.room_id(), test_id(kRoom));
  EXPECT_EQ(body.venue_id(), test_id(kVenue));
  EXPECT_EQ(body.capacity(), 20);
  EXPECT_EQ(body.name().by_language_size(), 2);
  EXPECT_EQ(body.name().by_language().at("ru"), room().name().by_language().at("ru"));
}

TEST_F(AddRoom, NeedsItsVenue) {
  EXPECT_EQ(refusal(room()), "UNKNOWN_VENUE");
  EXPECT_EQ(service.events().size(), 0u);
}

TEST_F(AddRoom, NeedsAName) {
  ASSERT_EQ(refusal(country()), "");
  ASSERT_EQ(refusal(region()), "");
  ASSERT_EQ(refusal(site()), "");
  ASSERT_EQ(refusal(venue()), "");
  auto unnamed = room();
  (*unnamed.mutable_name()->mutable_by_language())["ru"] = "  ";
  EXPECT_EQ(refusal(unnamed), "TEXT_MISSING");
  EXPECT_EQ(service.events().size(), 4u);
}

TEST_F(AddRoom, MayHoldNobody) {
  ASSERT_EQ(refusal(country()), "");
  ASSERT_EQ(refusal(region()), "");
  ASSERT_EQ(refusal(site()), "");
  ASSERT_EQ(refusal(venue()), "");
  auto locked = room();
  locked.set_capacity(0);
  EXPECT_EQ(refusal(locked), "");
  EXPECT_EQ(last_event().room_added().capacity(), 0);
}

}  // namespace
}  // namespace opora::scheduling::testing
