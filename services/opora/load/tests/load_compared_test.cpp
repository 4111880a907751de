// A folder on a platform of its own, in this process: loaded, edited, and loaded again. What was edited is told by
// file, line and column before anything is changed; what could go in beside it then has not; and what nobody edited is
// there.
#include <algorithm>
#include <memory>
#include <set>

#include <gtest/gtest.h>

#include "opora/load/compare.h"
#include "opora/load/known_people.h"
#include "opora/load/plan.h"
#include "opora/load/rights.h"
#include "opora/load/tests/folders.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/round_folder/tests/small_folder.h"
#include "opora/scheduling/v1/events.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/testing/harness.h"
#include "registration/service.h"
#include "scheduling/service.h"

namespace opora::load {
namespace {

using round_folder::Files;
using Lines = std::vector<std::string>;

// Scheduling and registration, which hears at once what scheduling publishes.
class Platform {
 public:
  // `ids_are_given`: as once it was agreed to, when new people get theirs.
  Comparison compared(const Files& files, bool ids_are_given = false) {
    const round_folder::FolderOnDisk on_disk(files);
    const round_folder::ReadFolder read = round_folder::read_round_folder(on_disk.path());
    EXPECT_TRUE(read.defects.empty());
    const Query query = [&](const auto& request, auto& answer) { return ask(request, answer); };
    auto network = read_network(query, region_);
    if (!network) return refused_query(network.error());
    const SharedIds shared = shared_ids(read.folder, known_of(*network));
    PersonIds people;
    const Plan whole = plan(read.folder, people, shared);
    const auto standing = read_standing(whole, *std::move(network), query);
    if (!standing) return refused_query(standing.error());
    const Keys keys = keys_of(read.folder);
    auto listed = read_keys(keys, query, region_);
    if (!listed) return refused_query(listed.error());
    auto known = known_people(keys, *std::move(listed), *standing, round_folder::Wording());
    if (!known) return refused_query(known.error());
    people = std::move(known->ids);
    newcomers_ = std::move(known->newcomers);
    if (ids_are_given) people = resolve(keys);
    Comparison comparison = compare(read.folder, people, whole, *standing);
    refuse_what_is_others(comparison, *standing);
    comparison.to_do = with_requests_made(std::move(comparison.to_do));
    return comparison;
  }

  // Whom registration had no ids for when a folder was compared last.
  const Keys& newcomers() const { return newcomers_; }

  // Which keys of a list registration has.
  std::size_t key_count(const std::string& list) {
    registration::v1::ListKeysRequest request;
    request.set_list(list);
    registration::v1::ListKeysResponse keys;
    EXPECT_TRUE(ask(request, keys));
    return static_cast<std::size_t>(keys.keys_size());
  }

  // From now on a coordinator loads, of the only region there is.
  void act_as_coordinator() {
    scheduling::v1::ListPlacesResponse places;
    ASSERT_TRUE(ask(scheduling::v1::ListPlacesRequest(), places));
    for (const auto& place : places.places())
      if (place.kind() == scheduling::v1::PLACE_KIND_REGION) region_ = place.place_id();
    caller_ = Caller{"coordinator", network::v1::ROLE_COORDINATOR, {{"region", {region_}}}};
  }

  // Somebody at the platform knows better than the folder what one of its people is called.
  void correct_by_hand(const Files& files, const std::string& key, const std::string& name) {
    const round_folder::FolderOnDisk on_disk(files);
    const round_folder::RoundFolder folder = round_folder::read_round_folder(on_disk.path()).folder;
    registration::v1::ListOrganisationsResponse organisations;
    ASSERT_TRUE(ask(registration::v1::ListOrganisationsRequest(), organisations));
    const PersonIds people = resolve(keys_of(folder));
    int corrected_count = 0;
    for (const auto& each : organisations.organisations()) {
      registration::v1::CorrectPersonRequest request;
      request.set_request_id(testing::test_id(++request_count_));
      request.set_organisation_id(each.organisation_id());
      request.set_person_id(people.at(key));
      request.set_name(name);
      request.set_reason("Their passport says so");
      if (registration_.call<registration::v1::CorrectPersonResponse>(request, caller_)) ++corrected_count;
    }
    ASSERT_EQ(corrected_count, 1) << "of one organisation alone";
  }

  // How many events came of what was sent. Nothing is sent where a row is refused.
  std::size_t load(const Files& files) {
    const std::size_t before = event_count();
    const Comparison comparison = compared(files, true);
    for (const Refused& refused : comparison.refused.kept) ADD_FAILURE() << to_text(refused);
    if (comparison.refused.total > 0) return 0;
    for (const Stage& stage : comparison.to_do.stages)
      for (const Chain& chain : stage.chains)
        for (const Command& command : chain) send(*command.request.made());
    return event_count() - before;
  }

  std::size_t event_count() { return scheduling_.events().size() + registration_.events().size(); }
  std::size_t event_count(const std::string& type) {
    const auto types = registration_.event_types();
    return static_cast<std::size_t>(std::ranges::count(types, type));
  }
  Lines violations() { return registration_.violations(); }

  void send(const google::protobuf::Message& request) {
    const Answer answer = called(request);
    EXPECT_TRUE(answer.response) << request.GetDescriptor()->name() << ": " << answer.response.error().message;
    tell_registration();
  }

 private:
  Answer called(const google::protobuf::Message& request) {
    const bool is_schedulings = request.GetDescriptor()->file()->package() == "opora.scheduling.v1";
    testing::Harness& service = is_schedulings ? scheduling_ : registration_;
    return service.call_bytes(request.GetDescriptor(), request.SerializeAsString(), caller_);
  }

  static Comparison refused_query(const Error& error) {
    ADD_FAILURE() << error.message;
    return {};
  }

  Result<void> ask(const google::protobuf::Message& query, google::protobuf::Message& answer) {
    const Answer told = called(query);
    if (!told.response) return tl::unexpected(told.response.error());
    answer.ParseFromString(*told.response);
    return {};
  }

  void tell_registration() {
    const std::vector<LogRecord> events = scheduling_.events();
    for (; told_count_ < events.size(); ++told_count_) {
      scheduling::v1::Event event;
      event.ParseFromString(events[told_count_].payload);
      if (event.has_session_published()) registration_.deliver("scheduling", event, events[told_count_].key);
    }
  }

  PersonIds resolve(const Keys& keys) {
    registration::v1::ResolveKeysRequest request;
    request.set_request_id(testing::test_id(++request_count_));
    request.set_list(keys.list);
    request.set_earlier_list(keys.earlier_list);
    request.set_region_id(region_);
    request.mutable_keys()->Assign(keys.keys.begin(), keys.keys.end());
    if (keys.keys.empty()) return {};
    const auto response = registration_.call<registration::v1::ResolveKeysResponse>(request, caller_).value();
    PersonIds ids;
    for (int i = 0; i < request.keys_size(); ++i) ids[request.keys(i)] = response.person_ids(i);
    return ids;
  }

  testing::Harness scheduling_{make_scheduling()};
  testing::Harness registration_{make_registration()};
  Caller caller_ = testing::administrator();
  std::string region_;
  Keys newcomers_;
  std::size_t told_count_ = 0;
  int request_count_ = 0;
};

Files edited(Files files, const std::string& file, const std::string& before, const std::string& after) {
  std::string& text = files[file];
  const auto place = text.find(before);
  EXPECT_NE(place, std::string::npos) << file << " has no " << before;
  if (place != std::string::npos) text.replace(place, before.size(), after);
  return files;
}

Lines refused(const Comparison& comparison) {
  Lines lines;
  for (const Refused& each : comparison.refused.kept)
    lines.push_back(round_folder::Wording().place(each) + " " + each.reason);
  return lines;
}

class LoadCompared : public ::testing::Test {
 protected:
  void TearDown() override { EXPECT_EQ(platform_.violations(), Lines()); }

  const Files small_ = round_folder::small_folder();
  Platform platform_;
};

TEST_F(LoadCompared, EverythingIsThereOnlyWhenItIs) {
  EXPECT_GT(platform_.load(small_), 0u);
  const Comparison again = platform_.compared(small_);
  EXPECT_FALSE(again.has_work());
  EXPECT_FALSE(again.asks_first());
  EXPECT_EQ(refused(again), Lines());
  EXPECT_EQ(platform_.load(small_), 0u);
}

// Who is new gets an id when the folder goes in, and not before.
TEST_F(LoadCompared, NothingIsChangedByComparing) {
  const Comparison first = platform_.compared(small_);
  EXPECT_EQ(refused(first), Lines());
  EXPECT_EQ(first.tables.at("people.csv").new_count, 3u);
  EXPECT_EQ(platform_.newcomers().keys, (Lines{"ana", "bo", "guest"}));
  EXPECT_EQ(platform_.key_count("steps"), 0u);
  EXPECT_EQ(platform_.event_count(), 0u);

  platform_.load(small_);
  EXPECT_EQ(platform_.key_count("steps"), 3u);
  platform_.compared(edited(small_, "people.csv", "guest,Guest", "cleo,Cleo,teacher,town,2021-01-01,\nguest,Guest"));
  EXPECT_EQ(platform_.newcomers().keys, Lines{"cleo"});
  EXPECT_EQ(platform_.key_count("steps"), 3u);
}

// A correction, somebody out of a group, a scan taken out: all of it used to be passed over.
TEST_F(LoadCompared, WhatWasCorrectedIsNotPassedOver) {
  platform_.load(small_);
  Files again = edited(small_, "people.csv", "ana,Ana,social-worker", "ana,Ana,manager");
  again = edited(again, "groups.csv", "ana bo", "ana");
  again = edited(again, "attendances.csv", "first,guest,2021-03-27 10:05:30\n", "");
  const std::size_t before = platform_.event_count();
  const Comparison comparison = platform_.compared(again);
  EXPECT_EQ(refused(comparison),
            (Lines{"groups.csv, line 2, column \"members\" ID_TAKEN"}));
  EXPECT_EQ(comparison.tables.at("people.csv").changed.total, 1u);
  EXPECT_EQ(comparison.tables.at("attendances.csv").gone.total, 1u);
  EXPECT_EQ(platform_.event_count(), before);
}

// What an administrator has planned is there; the people are the region's own.
class LoadByACoordinator : public LoadCompared {
 protected:
  void SetUp() override {
    Files planned = theirs_;
    planned["people.csv"] = "key,name,occupation,organisation,from_date,until_date\n";
    planned["groups.csv"] = "key,session,organisation,head_count,members\n";
    planned["cancellations.csv"] = "group\n";
    planned["attendances.csv"] = "session,person,scanned_at\n";
    platform_.load(planned);
    platform_.act_as_coordinator();
  }

  // Nobody of the organisation that works in all regions: its roster is an administrator's.
  const Files theirs_ = edited(edited(small_, "people.csv", "bo,Bo,psychologist,town,2020-01-01,\n", ""), "groups.csv",
                               "g2,second,town", "g2,second,dawn");
};

TEST_F(LoadByACoordinator, PutsInTheirRegionBesideWhatIsThere) {
  EXPECT_GT(platform_.load(theirs_), 0u);
  EXPECT_FALSE(platform_.compared(theirs_).has_work());
  EXPECT_EQ(platform_.load(theirs_), 0u);
}

TEST_F(LoadByACoordinator, MayAddARoomASessionAndAnOrganisation) {
  Files more = edited(theirs_, "places.csv", "room,hall,library,Hall,,20,\n",
                      "room,hall,library,Hall,,20,\nroom,den,library,Den,,8,\n");
  more = edited(more, "sessions.csv", "second,2021",
                "third,2021,care,den,workshop,rest,carers,Rest,2021-03-28T10:00,60,8,2021-03-26T18:00\nsecond,2021");
  more = edited(more, "organisations.csv", "dawn,Dawn", "dusk,Dusk,school,ruse-province\ndawn,Dawn");
  EXPECT_GT(platform_.load(more), 0u);
  EXPECT_FALSE(platform_.compared(more).has_work());
}

TEST_F(LoadByACoordinator, IsRefusedWholeWhereItTakesAnAdministrator) {
  Files more = edited(theirs_, "places.csv", "site,ruse", "region,vidin,bulgaria,Vidin,,,\nsite,ruse");
  more = edited(more, "organisations.csv", "dawn,Dawn", "everywhere,Everywhere,charity,\ndawn,Dawn");
  more = edited(more, "projects.csv", "rest,steps,Rest", "rest,steps,Rest\nplay,steps,Play");
  const std::size_t before = platform_.event_count();
  const Lines lines = refused(platform_.compared(more));
  EXPECT_EQ(std::set<std::string>(lines.begin(), lines.end()),
            (std::set<std::string>{"places.csv, line 4 ADMINISTRATOR_NEEDED",
                                   "organisations.csv, line 2 ADMINISTRATOR_NEEDED",
                                   "projects.csv, line 4 ADMINISTRATOR_NEEDED"}));
  EXPECT_EQ(platform_.event_count(), before);
}

TEST_F(LoadByACoordinator, IsRefusedThePeopleOfAnOrganisationThatWorksInAllRegions) {
  EXPECT_EQ(refused(platform_.compared(small_)),
            (Lines{"people.csv, line 4 ADMINISTRATOR_NEEDED", "groups.csv, line 3 ADMINISTRATOR_NEEDED"}));
}

TEST_F(LoadCompared, WhatPeopleAreCalledIsPutRight) {
  platform_.load(small_);
  Files again = edited(small_, "people.csv", "bo,Bo,psychologist,dawn", "bo,Boris,psychologist,dawn");
  again = edited(again, "people.csv", "bo,Bo,psychologist,town", "bo,Boris,psychologist,town");
  EXPECT_TRUE(platform_.compared(again).asks_first());
  EXPECT_EQ(platform_.load(again), 1u) << "one person, one correction";
  EXPECT_FALSE(platform_.compared(again).has_work());
}

// Filled in, filled in otherwise, and taken back: the folder says it and the platform has it.
TEST_F(LoadCompared, ALastDayIsPutRightAndTakenBack) {
  platform_.load(small_);
  for (const char* last_day : {"2021-12-31", "2021-06-30", ""}) {
    const Files again =
        edited(small_, "people.csv", "dawn,2019-01-01,\n", std::string("dawn,2019-01-01,") + last_day + "\n");
    const Comparison comparison = platform_.compared(again);
    EXPECT_EQ(comparison.tables.at("people.csv").changed.total, 1u);
    EXPECT_EQ(comparison.tables.at("people.csv").changed.kept[0].changes[0].after, last_day);
    EXPECT_EQ(platform_.load(again), 1u);
    EXPECT_FALSE(platform_.compared(again).has_work());
  }
}

// A list that doesn't know of it writes nothing over.
TEST_F(LoadCompared, WhatWasCorrectedByHandSinceIsRefused) {
  platform_.load(small_);
  platform_.correct_by_hand(small_, "ana", "Ana Maria");
  EXPECT_EQ(refused(platform_.compared(small_)), Lines{"people.csv, line 2, column \"name\" CORRECTED_SINCE"});
  const Files again = edited(small_, "people.csv", "ana,Ana,", "ana,Ana Maria,");
  EXPECT_FALSE(platform_.compared(again).has_work());
  EXPECT_EQ(refused(platform_.compared(again)), Lines());
}

// Clocks go forward in the night: a session of a day ends an hour later by the wall, when another programme's begins.
TEST_F(LoadCompared, ARoomThatIsTakenByInstantsIsRefusedWholeAndTheMendedFolderGoesIn) {
  const Files night = edited(small_, "sessions.csv", "2021-03-27T11:00,60", "2021-03-27T11:00,1440");
  platform_.load(night);
  const std::string next = "third,2021,care,hall,workshop,rest,carers,After,2021-03-28T11:30,60,10,2021-03-26T18:00\n";
  const Files taken = edited(night, "sessions.csv", "second,2021", next + "second,2021");
  Files without = edited(taken, "sessions.csv",
                         "second,2021,care,hall,round-table,rest,carers,More rest,2021-03-27T11:00,1440,20,"
                         "2021-03-26T18:00\n",
                         "");
  without["groups.csv"] = "key,session,organisation,head_count,members\ng1,first,dawn,3,ana bo\n";
  without["cancellations.csv"] = "group\n";
  const std::size_t before = platform_.event_count();
  EXPECT_EQ(refused(platform_.compared(without)), Lines{"sessions.csv, line 3, column \"local_start\" "
                                                        "ROOM_DOUBLE_BOOKED"});
  EXPECT_EQ(platform_.event_count(), before);
  const Files mended = edited(without, "sessions.csv", "T11:30", "T12:00");
  EXPECT_GT(platform_.load(mended), 0u);
  EXPECT_FALSE(platform_.compared(mended).has_work());
}

TEST_F(LoadCompared, WhoWasOnlyCountedIsNamedLater) {
  platform_.load(small_);
  const Files named = edited(small_, "groups.csv", "ana bo", "ana bo guest");
  EXPECT_TRUE(platform_.compared(named).asks_first());
  EXPECT_EQ(platform_.load(named), 1u);
  EXPECT_FALSE(platform_.compared(named).has_work());
}

// The wrong line of a list at a door makes no session of next month one that was held (two weeks early: what is further
// away the check of a folder calls a defect).
TEST_F(LoadCompared, AScanFarFromItsSessionIsNobodysAttendanceAndToldEachTime) {
  const Files early = edited(small_, "attendances.csv", "first,ana,2021-03-27", "first,ana,2021-03-13");
  platform_.load(early);
  EXPECT_EQ(platform_.event_count("AttendanceRecorded"), 1u) << "the guest came";
  for (int loaded = 0; loaded < 2; ++loaded) {
    const Comparison comparison = platform_.compared(early);
    EXPECT_FALSE(comparison.has_work());
    ASSERT_EQ(comparison.scans_set_aside.size(), 1u);
    EXPECT_EQ(comparison.scans_set_aside.begin()->second, 1);
  }
  const Comparison without = platform_.compared(edited(small_, "attendances.csv", "first,ana,2021-03-27T09:55\n", ""));
  EXPECT_EQ(without.tables.at("attendances.csv").gone.kept, Lines{"first, ana, 2021-03-13T09:55"});
}

TEST_F(LoadCompared, OnePersonWorksAsOneThingHereAndAsAnotherThere) {
  const Files two = edited(small_, "people.csv", "bo,Bo,psychologist,town", "bo,Bo,manager,town");
  platform_.load(two);
  EXPECT_EQ(platform_.key_count("steps"), 3u) << "bo is one";
  EXPECT_FALSE(platform_.compared(two).has_work());
  EXPECT_EQ(refused(platform_.compared(two)), Lines());
  EXPECT_EQ(refused(platform_.compared(small_)), Lines{"people.csv, line 4, column \"occupation\" ID_TAKEN"});
}

TEST_F(LoadCompared, AFewNewRowsAreAllThatIsSent) {
  platform_.load(small_);
  Files more = edited(small_, "people.csv", "guest,Guest", "cleo,Cleo,teacher,town,2021-01-01,\nguest,Guest");
  more = edited(more, "groups.csv", "g2,second", "g3,first,town,1,cleo\ng2,second");
  more = edited(more, "attendances.csv", "first,guest", "first,cleo,2021-03-27T10:01\nfirst,guest");
  const Comparison comparison = platform_.compared(more);
  std::size_t count = 0;
  for (const Stage& stage : comparison.to_do.stages) count += stage.command_count();
  EXPECT_EQ(count, 3u);
  EXPECT_FALSE(comparison.asks_first());
  EXPECT_EQ(platform_.load(more), 3u);
  EXPECT_FALSE(platform_.compared(more).has_work());
}

}  // namespace
}  // namespace opora::load
