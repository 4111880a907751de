#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

constexpr int kOtherSite = kOther + 1, kOtherVenue = kOther + 2, kOtherRoom = kOther + 3;

// A round in the region, and a room in the region kOther beside it.
class AddRoundRegions : public SchedulingTest {
 protected:
  void SetUp() override {
    add_places();
    auto region = testing::region();
    region.set_region_id(test_id(kOther));
    auto site = testing::site();
    site.set_site_id(test_id(kOtherSite));
    site.set_region_id(test_id(kOther));
    auto venue = testing::venue();
    venue.set_venue_id(test_id(kOtherVenue));
    venue.set_site_id(test_id(kOtherSite));
    auto room = testing::room();
    room.set_room_id(test_id(kOtherRoom));
    room.set_venue_id(test_id(kOtherVenue));
    EXPECT_EQ(refusal(region), "");
    EXPECT_EQ(refusal(site), "");
    EXPECT_EQ(refusal(venue), "");
    EXPECT_EQ(refusal(room), "");
  }

  void plan(const v1::PlanRoundRequest& round) {
    ASSERT_EQ(refusal(programme()), "");
    ASSERT_EQ(refusal(project()), "");
    ASSERT_EQ(refusal(round), "");
  }

  static v1::PlanSessionRequest session_elsewhere() {
    auto elsewhere = session();
    elsewhere.set_session_id(test_id(kOther + 20));
    elsewhere.set_room_id(test_id(kOtherRoom));
    return elsewhere;
  }

  std::vector<std::string> regions_listed() {
    const auto list = service.call<v1::ListRoundsResponse>(v1::ListRoundsRequest()).value();
    const auto& regions = list.rounds(0).region_ids();
    return {regions.begin(), regions.end()};
  }

  std::vector<std::string> regions_told() {
    const v1::Event event = last_event();
    const auto& regions = event.round_regions_added().region_ids();
    return {regions.begin(), regions.end()};
  }
};

using Regions = std::vector<std::string>;

TEST_F(AddRoundRegions, TellsAllThatItIsHeldIn) {
  plan(held_in(round(), {test_id(kRegion)}));
  ASSERT_EQ(refusal(add_regions({test_id(kOther)})), "");
  EXPECT_EQ(service.event_types().back(), "RoundRegionsAdded");
  EXPECT_EQ(service.events().back().key, test_id(kRound));
  EXPECT_EQ(regions_told(), (Regions{test_id(kRegion), test_id(kOther)}));
  EXPECT_EQ(regions_listed(), regions_told());
  EXPECT_EQ(service.violations(), Regions());
}

TEST_F(AddRoundRegions, ChangesNothingForThoseItIsHeldIn) {
  plan(held_in(round(), {test_id(kRegion)}));
  const auto before = service.event_types();
  EXPECT_EQ(refusal(add_regions({test_id(kRegion), test_id(kRegion)})), "");
  EXPECT_EQ(service.event_types(), before);
}

TEST_F(AddRoundRegions, NeedsTheRoundAndTheRegions) {
  EXPECT_EQ(refusal(add_regions({test_id(kRegion)})), "UNKNOWN_ROUND");
  plan(round());
  EXPECT_EQ(refusal(add_regions({test_id(kRegion), test_id(99)})), "UNKNOWN_REGION");
  EXPECT_EQ(refusal(add_regions({})), "INVALID_REQUEST");
  EXPECT_EQ(regions_listed(), Regions());
}

TEST_F(AddRoundRegions, IsForAdministrators) {
  plan(held_in(round(), {test_id(kRegion)}));
  EXPECT_EQ(refusal(add_regions({test_id(kOther)}), coordinator({test_id(kRegion), test_id(kOther)})),
            "PERMISSION_DENIED");
}

TEST_F(AddRoundRegions, LetsItsCoordinatorsIn) {
  plan(held_in(round(), {test_id(kRegion)}));
  const Caller theirs = coordinator({test_id(kOther)});
  EXPECT_EQ(refusal(session_elsewhere(), theirs), "ROOM_OUTSIDE_ROUND");
  ASSERT_EQ(refusal(add_regions({test_id(kOther)})), "");
  EXPECT_EQ(refusal(session_elsewhere(), theirs), "");
  EXPECT_EQ(refusal(publish(session_elsewhere().session_id()), theirs), "");
  EXPECT_EQ(service.violations(), Regions());
}

// Administrators may plan anywhere in a round that names no region; what they name is what is said, and the doctor
// tells what lies elsewhere.
TEST_F(AddRoundRegions, BelievesNoSessionsWordForARegion) {
  plan(round());
  ASSERT_EQ(refusal(session_elsewhere()), "");
  ASSERT_EQ(refusal(publish(session_elsewhere().session_id())), "");
  ASSERT_EQ(refusal(add_regions({test_id(kRegion)})), "");
  EXPECT_EQ(regions_told(), Regions{test_id(kRegion)});
  EXPECT_EQ(service.violations().size(), 1U);
  ASSERT_EQ(refusal(add_regions({test_id(kOther)})), "");
  EXPECT_EQ(service.violations(), Regions());
}

TEST_F(AddRoundRegions, SurvivesACrash) {
  plan(round());
  ASSERT_EQ(refusal(add_regions({test_id(kRegion)})), "");
  service.restart();
  EXPECT_EQ(regions_listed(), Regions{test_id(kRegion)});
  EXPECT_EQ(refusal(session(), coordinator({test_id(kRegion)})), "");
}

}  // namespace
}  // namespace opora::scheduling::testing
