// Folders on a platform of their own, in this process: compared with it, and loaded.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "opora/load/compare.h"
#include "opora/load/corrected_since.h"
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
    auto standing = read_standing(whole, *std::move(network), query);
    if (!standing) return refused_query(standing.error());
    standing->now = registration_.clock().now() + std::chrono::microseconds(++compared_count_);
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
    if (const auto asked = refuse_what_was_corrected_since(comparison, query); !asked)
      return refused_query(asked.error());
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

  // Somebody at the platform says that two of the folder's people are one.
  void merge_by_hand(const Files& files, const std::string& kept, const std::string& merged) {
    const round_folder::FolderOnDisk on_disk(files);
    const round_folder::RoundFolder folder = round_folder::read_round_folder(on_disk.path()).folder;
    registration::v1::ListOrganisationsResponse organisations;
    ASSERT_TRUE(ask(registration::v1::ListOrganisationsRequest(), organisations));
    const PersonIds people = resolve(keys_of(folder));
    int merged_count = 0;
    for (const auto& each : organisations.organisations()) {
      registration::v1::MergePeopleRequest request;
      request.set_request_id(testing::test_id(++request_count_));
      request.set_organisation_id(each.organisation_id());
      request.set_kept_person_id(people.at(kept));
      request.set_merged_person_id(people.at(merged));
      request.set_reason("Entered twice");
      if (registration_.call<registration::v1::MergePeopleResponse>(request, caller_)) ++merged_count;
    }
    ASSERT_EQ(merged_count, 1) << "both are of one organisation alone";
  }

  // The only session that is called so.
  scheduling::v1::Session session(const std::string& title) {
    scheduling::v1::ListRoundsResponse rounds;
    EXPECT_TRUE(ask(scheduling::v1::ListRoundsRequest(), rounds));
    scheduling::v1::ListSessionsRequest request;
    request.set_round_id(rounds.rounds(0).round_id());
    scheduling::v1::ListSessionsResponse sessions;
    EXPECT_TRUE(ask(request, sessions));
    for (const auto& each : sessions.sessions())
      if (each.title().by_language().at("en") == title) return each;
    ADD_FAILURE() << "no session is called " << title;
    return {};
  }

  registration::v1::GroupSummary first_group(const std::string& session) {
    registration::v1::ListGroupsRequest request;
    request.set_session_id(session);
    registration::v1::ListGroupsResponse groups;
    EXPECT_TRUE(ask(request, groups));
    return groups.groups_size() == 0 ? registration::v1::GroupSummary() : groups.groups(0);
  }

  // Who is on the first organisation's roster of that name on a day.
  Lines on_roster(const std::string& organisation, const std::string& day) {
    registration::v1::ListOrganisationsResponse organisations;
    EXPECT_TRUE(ask(registration::v1::ListOrganisationsRequest(), organisations));
    registration::v1::GetRosterRequest request;
    for (const auto& each : organisations.organisations())
      if (each.name().by_language().at("en") == organisation) request.set_organisation_id(each.organisation_id());
    request.set_on_date(day);
    registration::v1::GetRosterResponse roster;
    EXPECT_TRUE(ask(request, roster));
    Lines names;
    for (const auto& member : roster.members()) names.push_back(member.name());
    std::ranges::sort(names);
    return names;
  }

  // It is so late by now: whoever came to a session has been there.
  void pass(std::chrono::hours span) {
    scheduling_.clock().advance(span);
    registration_.clock().advance(span);
  }

  std::string fresh_id() { return testing::test_id(++request_count_); }

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
      const bool is_of_session = event.has_session_published() || event.has_session_moved() ||
                                 event.has_session_capacity_changed() || event.has_session_cancelled();
      if (is_of_session) registration_.deliver("scheduling", event, events[told_count_].key);
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
  int compared_count_ = 0;
};

inline Files edited(Files files, const std::string& file, const std::string& before, const std::string& after) {
  std::string& text = files[file];
  const auto place = text.find(before);
  EXPECT_NE(place, std::string::npos) << file << " has no " << before;
  if (place != std::string::npos) text.replace(place, before.size(), after);
  return files;
}

// The same folder of next year, for the platform of these tests: nobody has come yet.
inline Files of_next_year(Files files) {
  for (const char* file : {"sessions.csv", "attendances.csv"}) {
    std::string& text = files[file];
    for (auto at = text.find("2021-03"); at != std::string::npos; at = text.find("2021-03", at))
      text.replace(at, 7, "2024-03");
  }
  files["attendances.csv"] = "session,person,scanned_at\n";
  return edited(std::move(files), "people.csv", "dawn,2019-01-01,2022-01-01", "dawn,2019-01-01,");
}

inline Lines refused(const Comparison& comparison) {
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

}  // namespace opora::load
