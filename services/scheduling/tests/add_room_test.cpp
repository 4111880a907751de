#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

using AddRoom = Network;

TEST_F(AddRoom, AddsItOnce) {
  ASSERT_EQ(send(country()), "");
  ASSERT_EQ(send(region()), "");
  ASSERT_EQ(send(site()), "");
  ASSERT_EQ(send(venue()), "");
  auto changed = room();
  (*changed.mutable_name()->mutable_by_language())["en"] = "Another";
  expect_added_once(room(), changed, "RoomAdded");
}

TEST_F(AddRoom, TellsWhatWasAdded) {
  ASSERT_EQ(send(country()), "");
  ASSERT_EQ(send(region()), "");
  ASSERT_EQ(send(site()), "");
  ASSERT_EQ(send(venue()), "");
  ASSERT_EQ(send(room()), "");
  const auto body = last_event().room_added();
  EXPECT_EQ(body.room_id(), test_id(kRoom));
  EXPECT_EQ(body.venue_id(), test_id(kVenue));
  EXPECT_EQ(body.capacity(), 20);
  EXPECT_EQ(body.name().by_language_size(), 2);
  EXPECT_EQ(body.name().by_language().at("ru"), room().name().by_language().at("ru"));
}

TEST_F(AddRoom, NeedsItsVenue) {
  EXPECT_EQ(send(room()), "UNKNOWN_VENUE");
  EXPECT_EQ(harness_.events().size(), 0u);
}

TEST_F(AddRoom, NeedsAName) {
  ASSERT_EQ(send(country()), "");
  ASSERT_EQ(send(region()), "");
  ASSERT_EQ(send(site()), "");
  ASSERT_EQ(send(venue()), "");
  auto unnamed = room();
  (*unnamed.mutable_name()->mutable_by_language())["ru"] = "  ";
  EXPECT_EQ(send(unnamed), "TEXT_MISSING");
  EXPECT_EQ(harness_.events().size(), 4u);
}

TEST_F(AddRoom, MayHoldNobody) {
  ASSERT_EQ(send(country()), "");
  ASSERT_EQ(send(region()), "");
  ASSERT_EQ(send(site()), "");
  ASSERT_EQ(send(venue()), "");
  auto locked = room();
  locked.set_capacity(0);
  EXPECT_EQ(send(locked), "");
  EXPECT_EQ(last_event().room_added().capacity(), 0);
}

}  // namespace
}  // namespace opora::scheduling::testing
