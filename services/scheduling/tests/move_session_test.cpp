#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

constexpr int kLarge = 60, kSmall = 61;

// The session is planned for 12, in a room for 20. Beside it are a room for 30 and one for 5, and from 15:00 on another
// session is in the first.
class MoveSession : public SchedulingTest {
 protected:
  void SetUp() override {
    add_places();
    add_programme_and_round();
    ASSERT_EQ(refusal(add_regions({test_id(kRegion)})), "");
    add_room_for(kLarge, 30);
    add_room_for(kSmall, 5);
    ASSERT_EQ(refusal(session()), "");
    auto later = session();
    later.set_session_id(test_id(kOther));
    later.set_local_start("2023-10-17T15:00");
    ASSERT_EQ(refusal(later), "");
    ASSERT_EQ(refusal(publish(test_id(kOther))), "");
  }
  void add_room_for(int number, int capacity) {
    auto request = room();
    request.set_room_id(test_id(number));
    request.set_capacity(capacity);
    ASSERT_EQ(refusal(request), "");
  }
  v1::Session listed() {
    v1::ListSessionsRequest request;
    request.set_round_id(test_id(kRound));
    const auto all = answer<v1::ListSessionsResponse>(request);
    for (const auto& each : all.sessions())
      if (each.session_id() == test_id(kSession)) return each;
    return {};
  }
};

TEST_F(MoveSession, TellsHowItIs) {
  ASSERT_EQ(refusal(publish(test_id(kSession))), "");
  auto request = move_to(test_id(kLarge), "2023-10-18T11:30");
  request.set_duration_minutes(90);
  request.set_capacity(30);
  ASSERT_EQ(refusal(request, coordinator({test_id(kRegion)})), "");
  EXPECT_EQ(service.event_types().back(), "SessionMoved");
  EXPECT_EQ(service.events().back().key, test_id(kSession));
  const auto body = last_event().session_moved();
  EXPECT_EQ(body.session_id(), test_id(kSession));
  EXPECT_EQ(body.site_id(), test_id(kSite));
  EXPECT_EQ(body.region_id(), test_id(kRegion));
  EXPECT_EQ(body.room_id(), test_id(kLarge));
  EXPECT_EQ(body.local_start(), "2023-10-18T11:30");
  EXPECT_EQ(body.time_zone(), "Asia/Yakutsk");
  EXPECT_EQ(body.duration_minutes(), 90);
  EXPECT_EQ(body.capacity(), 30);
  EXPECT_EQ(body.version(), 1);
  EXPECT_EQ(body.reason(), "The hall is flooded.");
  using namespace std::chrono;
  const auto start = sys_days(2023y / October / 18) + 2h + 30min;
  const auto end = sys_days(2023y / October / 16) + 9h;
  EXPECT_EQ(body.starts_at_us(), microseconds(start.time_since_epoch()).count());
  EXPECT_EQ(body.registration_ends_at_us(), microseconds(end.time_since_epoch()).count());
  EXPECT_EQ(listed().room_id(), test_id(kLarge));
  EXPECT_EQ(listed().version(), 1);
  EXPECT_EQ(service.violations(), std::vector<std::string>());
}

TEST_F(MoveSession, TheSameAgainIsNoNews) {
  ASSERT_EQ(refusal(publish(test_id(kSession))), "");
  const auto before = service.event_types();
  EXPECT_EQ(refusal(move_to(test_id(kRoom), "2023-10-17T10:00")), "");
  EXPECT_EQ(service.event_types(), before);
  EXPECT_EQ(listed().version(), 0);
}

TEST_F(MoveSession, APlanIsNobodyElsesBusiness) {
  const auto before = service.event_types();
  EXPECT_EQ(refusal(move_to(test_id(kRoom), "2023-10-17T15:00")), "") << "a plan books nothing";
  EXPECT_EQ(service.event_types(), before);
  EXPECT_EQ(listed().local_start(), "2023-10-17T15:00");
  EXPECT_EQ(refusal(publish(test_id(kSession))), "ROOM_DOUBLE_BOOKED");
}

TEST_F(MoveSession, LeavesItsRoomAndTime) {
  ASSERT_EQ(refusal(publish(test_id(kSession))), "");
  ASSERT_EQ(refusal(move_to(test_id(kLarge), "2023-10-17T10:00")), "");
  auto another = session();
  another.set_session_id(test_id(70));
  ASSERT_EQ(refusal(another), "");
  EXPECT_EQ(refusal(publish(test_id(70))), "");
}

TEST_F(MoveSession, StaysInItsRegion) {
  auto other_region = region();
  other_region.set_region_id(test_id(80));
  auto other_site = site();
  other_site.set_site_id(test_id(81));
  other_site.set_region_id(test_id(80));
  auto other_venue = venue();
  other_venue.set_venue_id(test_id(82));
  other_venue.set_site_id(test_id(81));
  auto other_room = room();
  other_room.set_room_id(test_id(83));
  other_room.set_venue_id(test_id(82));
  ASSERT_EQ(refusal(other_region), "");
  ASSERT_EQ(refusal(other_site), "");
  ASSERT_EQ(refusal(other_venue), "");
  ASSERT_EQ(refusal(other_room), "");
  ASSERT_EQ(refusal(add_regions({test_id(80)})), "");
  EXPECT_EQ(refusal(move_to(test_id(83), "2023-10-17T10:00")), "ROOM_IN_ANOTHER_REGION");
}

// At another site of the region, in another zone: the hour on the wall is the one that was said.
TEST_F(MoveSession, KeepsTheTimeOnTheWall) {
  auto other_site = site();
  other_site.set_site_id(test_id(81));
  other_site.set_time_zone("Asia/Tokyo");
  auto other_venue = venue();
  other_venue.set_venue_id(test_id(82));
  other_venue.set_site_id(test_id(81));
  auto other_room = room();
  other_room.set_room_id(test_id(83));
  other_room.set_venue_id(test_id(82));
  ASSERT_EQ(refusal(other_site), "");
  ASSERT_EQ(refusal(other_venue), "");
  ASSERT_EQ(refusal(other_room), "");
  ASSERT_EQ(refusal(publish(test_id(kSession))), "");
  ASSERT_EQ(refusal(move_to(test_id(83), "2023-10-17T10:00")), "");
  const auto body = last_event().session_moved();
  EXPECT_EQ(body.local_start(), "2023-10-17T10:00");
  EXPECT_EQ(body.time_zone(), "Asia/Tokyo");
  EXPECT_EQ(body.site_id(), test_id(81));
  EXPECT_EQ(service.violations(), std::vector<std::string>());
}

struct MoveRule {
  const char* rule;
  int room;
  const char* start;
  int capacity;
  const char* registration_end;
  const char* reason;
};

class MovedSession : public MoveSession, public ::testing::WithParamInterface<MoveRule> {};

TEST_P(MovedSession, FollowsTheRulesOfPlanningAndPublishing) {
  ASSERT_EQ(refusal(publish(test_id(kSession))), "");
  auto request = move_to(test_id(GetParam().room), GetParam().start);
  request.set_capacity(GetParam().capacity);
  request.set_local_registration_end(GetParam().registration_end);
  EXPECT_EQ(refusal(request), GetParam().reason) << GetParam().rule;
  EXPECT_EQ(service.violations(), std::vector<std::string>());
}

constexpr const char* kEvening = "2023-10-16T18:00";
INSTANTIATE_TEST_SUITE_P(
    Rules, MovedSession,
    ::testing::Values(MoveRule{"within its own hour", kRoom, "2023-10-17T10:30", 12, kEvening, ""},
                      MoveRule{"just before the other", kRoom, "2023-10-17T14:00", 12, kEvening, ""},
                      MoveRule{"into the other", kRoom, "2023-10-17T14:30", 12, kEvening, "ROOM_DOUBLE_BOOKED"},
                      MoveRule{"beside the other", kLarge, "2023-10-17T15:00", 30, kEvening, ""},
                      MoveRule{"a room that is too small", kSmall, "2023-10-17T10:00", 12, kEvening,
                               "CAPACITY_LARGER_THAN_ROOM"},
                      MoveRule{"fewer in a smaller room", kSmall, "2023-10-17T10:00", 5, kEvening, ""},
                      MoveRule{"before its deadline", kRoom, "2023-10-16T10:00", 12, kEvening, "CLOSES_AFTER_START"},
                      MoveRule{"with its deadline", kRoom, "2023-10-16T10:00", 12, "2023-10-16T10:00", ""},
                      MoveRule{"a room that isn't there", 99, "2023-10-17T10:00", 12, kEvening, "UNKNOWN_ROOM"}),
    [](const auto& info) { return "Row" + std::to_string(info.index); });

TEST_F(MoveSession, SaysWhyAndForWhom) {
  auto request = move_to(test_id(kRoom), "2023-10-17T11:00");
  request.clear_reason();
  EXPECT_EQ(refusal(request), "INVALID_REQUEST");
  request = move_to(test_id(kRoom), "2023-10-17T11:00");
  request.clear_registrations();
  EXPECT_EQ(refusal(request), "INVALID_REQUEST");
}

TEST_F(MoveSession, IsForCoordinatorsOfItsRegion) {
  EXPECT_EQ(refusal(move_to(test_id(kRoom), "2023-10-17T11:00"), coordinator({test_id(99)})), "PERMISSION_DENIED");
  auto request = move_to(test_id(kRoom), "2023-10-17T11:00");
  request.set_session_id(test_id(98));
  EXPECT_EQ(refusal(request), "UNKNOWN_SESSION");
}

}  // namespace
}  // namespace opora::scheduling::testing
