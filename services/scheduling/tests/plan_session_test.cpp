#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

using PlanSession = SchedulingTest;

TEST_F(PlanSession, TellsNobody) {
  add_places();
  add_programme_and_round();
  const auto before = service.events().size();
  EXPECT_EQ(refusal(session()), "");
  EXPECT_EQ(refusal(session()), "") << "the same again changes nothing";
  EXPECT_EQ(service.events().size(), before);
  EXPECT_EQ(service.violations(), std::vector<std::string>());
}

TEST_F(PlanSession, AnotherUnderItsIdIsRefused) {
  add_places();
  add_programme_and_round();
  ASSERT_EQ(refusal(session()), "");
  auto changed = session();
  changed.set_topic("burnout");
  EXPECT_EQ(refusal(changed), "ID_TAKEN");
}

TEST_F(PlanSession, TheSameAgainLeavesAPublishedSessionPublished) {
  add_places();
  add_programme_and_round();
  ASSERT_EQ(refusal(session()), "");
  ASSERT_EQ(refusal(publish(test_id(kSession))), "");
  const auto published = service.events().size();
  EXPECT_EQ(refusal(session()), "");
  EXPECT_EQ(refusal(publish(test_id(kSession))), "");
  EXPECT_EQ(service.events().size(), published);
}

TEST_F(PlanSession, NeedsItsRoomAndRound) {
  EXPECT_EQ(refusal(session()), "UNKNOWN_ROUND");
  add_programme_and_round();
  EXPECT_EQ(refusal(session()), "UNKNOWN_ROOM");
}

// What a row changes in a session that would be right, and the reason it is refused with.
struct Case {
  const char* rule;
  void (*change)(v1::PlanSessionRequest&);
  const char* reason;
};
const Case kCases[] = {
    {"as it is", [](v1::PlanSessionRequest&) {}, ""},
    {"as many as the room holds", [](v1::PlanSessionRequest& r) { r.set_capacity(20); }, ""},
    {"one more", [](v1::PlanSessionRequest& r) { r.set_capacity(21); }, "CAPACITY_LARGER_THAN_ROOM"},
    {"nobody", [](v1::PlanSessionRequest& r) { r.set_capacity(0); }, ""},
    {"a project elsewhere", [](v1::PlanSessionRequest& r) { r.set_project_id(test_id(kOther)); },
     "PROJECT_NOT_IN_ROUND"},
    {"open until the start", [](v1::PlanSessionRequest& r) { r.set_local_registration_end("2023-10-17T10:00"); }, ""},
    {"open a minute longer", [](v1::PlanSessionRequest& r) { r.set_local_registration_end("2023-10-17T10:01"); },
     "CLOSES_AFTER_START"},
    {"no title", [](v1::PlanSessionRequest& r) { (*r.mutable_title()->mutable_by_language())["en"] = " "; },
     "TEXT_MISSING"},
};

TEST_F(PlanSession, FollowsTheRules) {
  add_places();
  add_programme_and_round();
  int number = 200;
  for (const Case& row : kCases) {
    auto request = session();
    request.set_session_id(test_id(number++));
    row.change(request);
    EXPECT_EQ(refusal(request), row.reason) << row.rule;
  }
  EXPECT_EQ(service.violations(), std::vector<std::string>());
}

// A row's round names regions, and somebody plans in the room, which is in the region kRegion.
struct RegionCase {
  const char* rule;
  bool here, elsewhere;  // what the round names
  bool by_coordinator;   // of kRegion
  const char* reason;
};
const RegionCase kRegionCases[] = {
    {"one of the round's", true, true, true, ""},
    {"none of them", false, true, true, "ROOM_OUTSIDE_ROUND"},
    {"not for an administrator, either", false, true, false, "ROOM_OUTSIDE_ROUND"},
    {"a round that names none", false, false, true, "ROOM_OUTSIDE_ROUND"},
    {"is an administrator's", false, false, false, ""},
};

TEST_F(PlanSession, IsInARegionOfTheRounds) {
  add_places();
  auto second = region();
  second.set_region_id(test_id(kOther));
  ASSERT_EQ(refusal(second), "");
  ASSERT_EQ(refusal(programme()), "");
  ASSERT_EQ(refusal(project()), "");
  int number = 300;
  for (const RegionCase& row : kRegionCases) {
    auto edition = round();
    edition.set_round_id(test_id(number++));
    if (row.here) edition.add_region_ids(test_id(kRegion));
    if (row.elsewhere) edition.add_region_ids(test_id(kOther));
    ASSERT_EQ(refusal(edition), "") << row.rule;
    auto request = session();
    request.set_session_id(test_id(number++));
    request.set_round_id(edition.round_id());
    const Caller planner = row.by_coordinator ? coordinator({test_id(kRegion)}) : opora::testing::administrator();
    EXPECT_EQ(refusal(request, planner), row.reason) << row.rule;
  }
  EXPECT_EQ(service.violations(), std::vector<std::string>());
}

TEST_F(PlanSession, NeverAtATimeThatTheClocksSkip) {
  add_places();
  add_programme_and_round();
  auto sofia = site();
  sofia.set_site_id(test_id(50));
  sofia.set_time_zone("Europe/Sofia");
  ASSERT_EQ(refusal(sofia), "");
  auto house = venue();
  house.set_venue_id(test_id(51));
  house.set_site_id(test_id(50));
  ASSERT_EQ(refusal(house), "");
  auto hall = room();
  hall.set_room_id(test_id(52));
  hall.set_venue_id(test_id(51));
  ASSERT_EQ(refusal(hall), "");

  auto night = session();
  night.set_room_id(test_id(52));
  night.set_local_start("2020-03-29T03:30");
  night.set_local_registration_end("2020-03-28T18:00");
  EXPECT_EQ(refusal(night), "LOCAL_TIME_SKIPPED");
  night.set_local_start("2020-03-29T10:00");
  night.set_local_registration_end("2020-03-29T03:30");
  EXPECT_EQ(refusal(night), "LOCAL_TIME_SKIPPED");
}

}  // namespace
}  // namespace opora::scheduling::testing
