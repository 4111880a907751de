#include <chrono>

#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

using PublishSession = SchedulingTest;

TEST_F(PublishSession, TellsAllThatRegistrationNeeds) {
  add_places();
  add_programme_and_round();
  ASSERT_EQ(refusal(session()), "");
  ASSERT_EQ(refusal(publish(test_id(kSession))), "");

  ASSERT_EQ(service.event_types().back(), "SessionPublished");
  EXPECT_EQ(service.events().back().key, test_id(kSession));
  const auto body = last_event().session_published();
  EXPECT_EQ(body.session_id(), test_id(kSession));
  EXPECT_EQ(body.round_id(), test_id(kRound));
  EXPECT_EQ(body.project_id(), test_id(kProject));
  EXPECT_EQ(body.site_id(), test_id(kSite));
  EXPECT_EQ(body.region_id(), test_id(kRegion));
  EXPECT_EQ(body.room_id(), test_id(kRoom));
  EXPECT_EQ(body.kind(), v1::SESSION_KIND_ROUND_TABLE);
  EXPECT_EQ(body.title().by_language().at("en"), "Where help ends");
  EXPECT_EQ(body.topic(), "boundaries");
  EXPECT_EQ(body.audience(), "social-workers");
  EXPECT_EQ(body.local_start(), "2023-10-17T10:00");
  EXPECT_EQ(body.time_zone(), "Asia/Yakutsk");
  EXPECT_EQ(body.duration_minutes(), 60);
  EXPECT_EQ(body.capacity(), 12);
  // Yakutsk is nine hours ahead of UTC.
  using namespace std::chrono;
  const auto start = sys_days(2023y / October / 17) + 1h;
  const auto end = sys_days(2023y / October / 16) + 9h;
  EXPECT_EQ(body.starts_at_us(), microseconds(start.time_since_epoch()).count());
  EXPECT_EQ(body.registration_ends_at_us(), microseconds(end.time_since_epoch()).count());
}

// What was planned in a round that named no region goes by the regions that it has when it is published.
TEST_F(PublishSession, NeedsARegionOfTheRounds) {
  add_places();
  add_programme_and_round();
  ASSERT_EQ(refusal(session()), "");
  EXPECT_EQ(refusal(publish(test_id(kSession)), coordinator({test_id(kRegion)})), "ROOM_OUTSIDE_ROUND");
  ASSERT_EQ(refusal(add_regions({test_id(kRegion)})), "");
  EXPECT_EQ(refusal(publish(test_id(kSession)), coordinator({test_id(kRegion)})), "");
}

TEST_F(PublishSession, OnceIsEnough) {
  add_places();
  add_programme_and_round();
  ASSERT_EQ(refusal(session()), "");
  ASSERT_EQ(refusal(publish(test_id(kSession))), "");
  const auto published = service.event_types();
  EXPECT_EQ(refusal(publish(test_id(kSession))), "");
  EXPECT_EQ(service.event_types(), published);
}

TEST_F(PublishSession, NeedsTheSession) { EXPECT_EQ(refusal(publish(test_id(kSession))), "UNKNOWN_SESSION"); }

// In the room from 10:00 to 11:00 is a published session; a row's session wants in as well.
struct Gap {
  const char* rule;
  const char* start;
  int duration_minutes;
  const char* reason;
};

class RoomBooking : public SchedulingTest, public ::testing::WithParamInterface<Gap> {};

TEST_P(RoomBooking, IsForOneSessionAtATime) {
  add_places();
  add_programme_and_round();
  ASSERT_EQ(refusal(session()), "");
  ASSERT_EQ(refusal(publish(test_id(kSession))), "");
  auto request = session();
  request.set_session_id(test_id(kOther));
  request.set_local_start(GetParam().start);
  request.set_duration_minutes(GetParam().duration_minutes);
  ASSERT_EQ(refusal(request), "");
  EXPECT_EQ(refusal(publish(test_id(kOther))), GetParam().reason) << GetParam().rule;
  EXPECT_EQ(service.violations(), std::vector<std::string>());
}

INSTANTIATE_TEST_SUITE_P(
    Rules, RoomBooking,
    ::testing::Values(Gap{"ends as it starts", "2023-10-17T09:00", 60, ""},
                      Gap{"ends a minute later", "2023-10-17T09:00", 61, "ROOM_DOUBLE_BOOKED"},
                      Gap{"at the same time", "2023-10-17T10:00", 60, "ROOM_DOUBLE_BOOKED"},
                      Gap{"within it", "2023-10-17T10:20", 10, "ROOM_DOUBLE_BOOKED"},
                      Gap{"around it", "2023-10-17T08:00", 240, "ROOM_DOUBLE_BOOKED"},
                      Gap{"its last minute", "2023-10-17T10:59", 30, "ROOM_DOUBLE_BOOKED"},
                      Gap{"starts as it ends", "2023-10-17T11:00", 30, ""},
                      Gap{"the next day", "2023-10-18T10:00", 60, ""}),
    [](const auto& info) { return "Row" + std::to_string(info.index); });

TEST_F(PublishSession, ComparesWithTheNearestOfSeveral) {
  add_places();
  add_programme_and_round();
  int number = 70;
  for (const char* start : {"2023-10-17T08:00", "2023-10-17T09:00", "2023-10-17T10:00", "2023-10-17T12:00"}) {
    auto request = session();
    request.set_session_id(test_id(number));
    request.set_local_start(start);
    ASSERT_EQ(refusal(request), "");
    ASSERT_EQ(refusal(publish(test_id(number++))), "");
  }
  auto late = session();
  late.set_session_id(test_id(80));
  late.set_local_start("2023-10-17T10:30");
  ASSERT_EQ(refusal(late), "");
  EXPECT_EQ(refusal(publish(test_id(80))), "ROOM_DOUBLE_BOOKED");
  auto gap = session();
  gap.set_session_id(test_id(81));
  gap.set_local_start("2023-10-17T11:00");
  ASSERT_EQ(refusal(gap), "");
  EXPECT_EQ(refusal(publish(test_id(81))), "") << "the hour between the last two is free";
}

TEST_F(PublishSession, AnotherRoomIsFree) {
  add_places();
  add_programme_and_round();
  ASSERT_EQ(refusal(session()), "");
  ASSERT_EQ(refusal(publish(test_id(kSession))), "");
  auto request = session();
  request.set_session_id(test_id(kOther));
  auto large = room();
  large.set_room_id(test_id(60));
  ASSERT_EQ(refusal(large), "");
  request.set_room_id(test_id(60));
  ASSERT_EQ(refusal(request), "");
  EXPECT_EQ(refusal(publish(test_id(kOther))), "");
}

TEST_F(PublishSession, PlansThatAreNotPublishedBookNothing) {
  add_places();
  add_programme_and_round();
  ASSERT_EQ(refusal(session()), "");
  auto same_time = session();
  same_time.set_session_id(test_id(kOther));
  ASSERT_EQ(refusal(same_time), "");
  EXPECT_EQ(refusal(publish(test_id(kOther))), "");
  EXPECT_EQ(refusal(publish(test_id(kSession))), "ROOM_DOUBLE_BOOKED");
}

TEST_F(PublishSession, BookingsSurviveACrash) {
  add_places();
  add_programme_and_round();
  ASSERT_EQ(refusal(session()), "");
  ASSERT_EQ(refusal(publish(test_id(kSession))), "");
  service.restart();
  auto same_time = session();
  same_time.set_session_id(test_id(kOther));
  ASSERT_EQ(refusal(same_time), "");
  EXPECT_EQ(refusal(publish(test_id(kOther))), "ROOM_DOUBLE_BOOKED");
}

}  // namespace
}  // namespace opora::scheduling::testing
