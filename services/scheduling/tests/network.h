// A small network to test with: one of everything, in requests that are right as they are and that tests change.
#pragma once

#include <string>
#include <vector>

#include "opora/scheduling/v1/events.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/testing/service_test.h"

namespace opora::scheduling::testing {

using opora::testing::test_id;

// The ids of the one of everything.
enum Number {
  kCountry = 1,
  kRegion,
  kSite,
  kVenue,
  kRoom,
  kProgramme,
  kProject,
  kPartnership,
  kRound,
  kSession,
  kOther,  // whatever else a test adds
};

v1::AddCountryRequest country();
v1::AddRegionRequest region();
v1::AddSiteRequest site();    // Asia/Yakutsk
v1::AddVenueRequest venue();
v1::AddRoomRequest room();    // for 20
v1::AddProgrammeRequest programme();
v1::AddProjectRequest project();
v1::AddPartnershipRequest partnership();
v1::PlanRoundRequest round();
v1::PlanRoundRequest held_in(v1::PlanRoundRequest round, std::vector<std::string> regions);
v1::AddRoundRegionsRequest add_regions(std::vector<std::string> regions);  // to the round
v1::PlanSessionRequest session();  // 2023-10-17T10:00 for an hour, for 12, registration until the evening before
v1::PublishSessionRequest publish(const std::string& session_id);

// Corrections of the session, each with a reason.
v1::MoveSessionRequest move_to(const std::string& room_id, const std::string& local_start);  // as long, for as many
v1::ChangeCapacityRequest change_capacity(int capacity);
v1::CancelSessionRequest cancel_session(const std::string& session_id);
v1::RenameThingRequest rename(v1::NamedThing kind, const std::string& thing_id, const std::string& english);

// A coordinator of these regions.
Caller coordinator(std::vector<std::string> regions);

class SchedulingTest : public opora::testing::ServiceTest {
 protected:
  SchedulingTest();

  // Adds everything that sessions need: places, a programme, its project and round.
  void add_places();
  void add_programme_and_round();  // which names no region, so that administrators alone plan in it

  v1::Event last_event() { return last_event_as<v1::Event>(); }

  // The rule of all adding: once with its event; again without one; another under its id not at all.
  template <class Request>
  void expect_added_once(const Request& request, const Request& changed, const std::string& event_type) {
    const auto before = service.event_types();
    EXPECT_EQ(refusal(request), "");
    auto expected = before;
    expected.push_back(event_type);
    EXPECT_EQ(service.event_types(), expected);
    EXPECT_EQ(refusal(request), "") << "the same again changes nothing";
    EXPECT_EQ(refusal(changed), "ID_TAKEN");
    EXPECT_EQ(service.event_types(), expected);
  }
};

}  // namespace opora::scheduling::testing
