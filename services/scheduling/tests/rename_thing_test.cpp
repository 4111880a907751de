#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

class RenameThing : public SchedulingTest {
 protected:
  void SetUp() override {
    add_places();
    add_programme_and_round();
    ASSERT_EQ(refusal(session()), "");
    ASSERT_EQ(refusal(publish(test_id(kSession))), "");
  }
  std::string name_of_place(v1::PlaceKind kind) {
    const auto listed = answer<v1::ListPlacesResponse>(v1::ListPlacesRequest());
    for (const auto& place : listed.places())
      if (place.kind() == kind) return place.name().by_language().at("en");
    return "";
  }
};

struct RenamedThing {
  v1::NamedThing kind;
  int number;
  const char* former;
  const char* unknown;
};
const RenamedThing kThings[] = {
    {v1::NAMED_THING_COUNTRY, kCountry, "Russia", "UNKNOWN_COUNTRY"},
    {v1::NAMED_THING_REGION, kRegion, "Amur Oblast", "UNKNOWN_REGION"},
    {v1::NAMED_THING_SITE, kSite, "Svobodny", "UNKNOWN_SITE"},
    {v1::NAMED_THING_VENUE, kVenue, "House of Culture", "UNKNOWN_VENUE"},
    {v1::NAMED_THING_ROOM, kRoom, "Small hall", "UNKNOWN_ROOM"},
    {v1::NAMED_THING_PROGRAMME, kProgramme, "Care for caregivers", "UNKNOWN_PROGRAMME"},
    {v1::NAMED_THING_PROJECT, kProject, "Points of support", "UNKNOWN_PROJECT"},
    {v1::NAMED_THING_ROUND, kRound, "Autumn 2023", "UNKNOWN_ROUND"},
    {v1::NAMED_THING_SESSION, kSession, "Where help ends", "UNKNOWN_SESSION"},
};

TEST_F(RenameThing, TellsBothNamesOnce) {
  for (const RenamedThing& thing : kThings) {
    ASSERT_EQ(refusal(rename(thing.kind, test_id(thing.number), "Dawn")), "") << thing.former;
    EXPECT_EQ(service.event_types().back(), "ThingRenamed");
    EXPECT_EQ(service.events().back().key, test_id(thing.number));
    const auto body = last_event().thing_renamed();
    EXPECT_EQ(body.kind(), thing.kind);
    EXPECT_EQ(body.thing_id(), test_id(thing.number));
    EXPECT_EQ(body.name().by_language().at("en"), "Dawn");
    EXPECT_EQ(body.former_name().by_language().at("en"), thing.former);
    EXPECT_EQ(body.version(), thing.kind == v1::NAMED_THING_SESSION ? 1 : 0);
    EXPECT_EQ(body.reason(), "It was misspelt.");
    const auto before = service.event_types();
    EXPECT_EQ(refusal(rename(thing.kind, test_id(thing.number), "Dawn")), "");
    EXPECT_EQ(service.event_types(), before) << "it is called so already";
  }
  EXPECT_EQ(service.violations(), std::vector<std::string>());
}

TEST_F(RenameThing, NeedsTheThingAndWords) {
  for (const RenamedThing& thing : kThings) {
    EXPECT_EQ(refusal(rename(thing.kind, test_id(99), "Dawn")), thing.unknown);
    EXPECT_EQ(refusal(rename(thing.kind, test_id(thing.number), " ")), "TEXT_MISSING") << thing.former;
  }
}

TEST_F(RenameThing, KeepsWhatElseIsKnownOfIt) {
  ASSERT_EQ(refusal(add_regions({test_id(kRegion)})), "");
  ASSERT_EQ(refusal(rename(v1::NAMED_THING_ROUND, test_id(kRound), "Dawn")), "");
  ASSERT_EQ(refusal(rename(v1::NAMED_THING_ROOM, test_id(kRoom), "Green hall")), "");
  const auto rounds = answer<v1::ListRoundsResponse>(v1::ListRoundsRequest());
  EXPECT_EQ(rounds.rounds(0).name().by_language().at("en"), "Dawn");
  EXPECT_EQ(rounds.rounds(0).year(), 2023);
  EXPECT_EQ(rounds.rounds(0).region_ids(0), test_id(kRegion));
  EXPECT_EQ(name_of_place(v1::PLACE_KIND_ROOM), "Green hall");
}

TEST_F(RenameThing, IsForThoseWhoseItIs) {
  const Caller theirs = coordinator({test_id(kRegion)}), others = coordinator({test_id(98)});
  for (const RenamedThing& thing : kThings) {
    const bool is_the_regions = thing.kind == v1::NAMED_THING_SITE || thing.kind == v1::NAMED_THING_VENUE ||
                                thing.kind == v1::NAMED_THING_ROOM || thing.kind == v1::NAMED_THING_SESSION;
    EXPECT_EQ(refusal(rename(thing.kind, test_id(thing.number), "Dawn"), others), "PERMISSION_DENIED") << thing.former;
    EXPECT_EQ(refusal(rename(thing.kind, test_id(thing.number), "Dawn"), theirs),
              is_the_regions ? "" : "PERMISSION_DENIED")
        << thing.former;
  }
}

// Whoever adds a thing chooses its id: it gives them nothing that has the same.
TEST_F(RenameThing, UnderAnIdOfSeveralIsForAdministrators) {
  const Caller theirs = coordinator({test_id(kRegion)});
  auto same = site();
  same.set_site_id(test_id(kProgramme));
  ASSERT_EQ(refusal(same, theirs), "");
  EXPECT_EQ(refusal(rename(v1::NAMED_THING_PROGRAMME, test_id(kProgramme), "Dawn"), theirs), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(rename(v1::NAMED_THING_SITE, test_id(kProgramme), "Dawn"), theirs), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(rename(v1::NAMED_THING_PROGRAMME, test_id(kProgramme), "Dawn")), "");
}

}  // namespace
}  // namespace opora::scheduling::testing
