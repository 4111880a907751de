// What a folder becomes: the same commands every time, each after those it needs, and only what changed under a new id.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "opora/load/derived_ids.h"
#include "opora/load/plan.h"
#include "opora/load/tests/folders.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/ids/ids.h"

namespace opora::load {
namespace {

using round_folder::Files;

// As registration gives them, but always the same.
PersonIds ids_of(const Keys& keys) {
  PersonIds ids;
  for (const std::string& key : keys.keys) ids[key] = uuid_derived({}, "whom " + keys.list + " calls " + key);
  return ids;
}

Plan plan_of(const Files& files) {
  const round_folder::RoundFolder folder = folder_of(files);
  const PersonIds people = ids_of(keys_of(folder));
  return with_requests_made(plan(folder, people));
}

std::vector<const Command*> commands_of(const Plan& plan) {
  std::vector<const Command*> commands;
  for (const Stage& stage : plan.stages) {
    for (const Chain& chain : stage.chains) {
      for (const Command& command : chain) commands.push_back(&command);
    }
  }
  return commands;
}

template <class Message>
std::vector<Message> requests(const Plan& plan) {
  std::vector<Message> found;
  for (const Command* command : commands_of(plan)) {
    if (const auto request = as<Message>(*command)) found.push_back(*request);
  }
  return found;
}

std::string request_id(const google::protobuf::Message& request) {
  const auto* field = request.GetDescriptor()->FindFieldByName("request_id");
  return request.GetReflection()->GetString(request, field);
}

std::set<std::string> request_ids(const Plan& plan) {
  std::set<std::string> ids;
  for (const Command* command : commands_of(plan)) ids.insert(request_id(*command->request.made()));
  return ids;
}

TEST(Plan, IsTheSameEveryTime) {
  const Plan first = plan_of(round_folder::small_folder());
  const Plan second = plan_of(round_folder::small_folder());
  const auto a = commands_of(first);
  const auto b = commands_of(second);
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i]->request.made()->DebugString(), b[i]->request.made()->DebugString());
  }
}

TEST(Plan, EveryRequestHasAnIdOfItsOwn) {
  const Plan plan = plan_of(round_folder::small_folder());
  EXPECT_EQ(request_ids(plan).size(), commands_of(plan).size());
  for (const std::string& id : request_ids(plan)) EXPECT_TRUE(is_uuid(id)) << id;
}

TEST(Plan, TheOrderOfRowsAndColumnsOfAPlaceChangesNothing) {
  Files files = round_folder::small_folder();
  files["projects.csv"] = "name_en,programme,key\nRest,steps,rest\nCare,steps,care\n";
  EXPECT_EQ(request_ids(plan_of(files)), request_ids(plan_of(round_folder::small_folder())));
}

TEST(Plan, ACorrectedTitleIsANewAttemptOnTheSameSession) {
  Files files = round_folder::small_folder();
  std::string& text = files["sessions.csv"];
  text.replace(text.find("More rest"), 9, "Much rest");
  const auto before = requests<scheduling::v1::PlanSessionRequest>(plan_of(round_folder::small_folder()));
  const auto after = requests<scheduling::v1::PlanSessionRequest>(plan_of(files));
  ASSERT_EQ(before.size(), 2u);
  EXPECT_EQ(after[1].session_id(), before[1].session_id());
  EXPECT_NE(after[1].request_id(), before[1].request_id());
  EXPECT_EQ(after[0].request_id(), before[0].request_id());
}

TEST(Plan, WhatIsPlannedOnlyIsNotPublishedYet) {
  Files files = round_folder::small_folder();
  files["sessions.csv"] =
      "key,round,project,room,kind,topic,audience,title_en,local_start,duration_minutes,capacity,"
      "local_registration_end,published\n"
      "first,2021,care,hall,workshop,rest,carers,Rest,2021-03-27T10:00,60,10,2021-03-26T18:00,\n"
      "second,2021,care,hall,round-table,rest,carers,More rest,2021-03-27T11:00,60,20,2021-03-26T18:00,no\n";
  files["groups.csv"] = "key,session,organisation,head_count,members\n";
  files["cancellations.csv"] = "group\n";
  const Plan plan = plan_of(files);
  const auto planned = requests<scheduling::v1::PlanSessionRequest>(plan);
  const auto published = requests<scheduling::v1::PublishSessionRequest>(plan);
  ASSERT_EQ(planned.size(), 2u);
  ASSERT_EQ(published.size(), 1u);
  EXPECT_EQ(published[0].session_id(), planned[0].session_id());
}

// Else it would depend on which call comes first what they work as.
TEST(Plan, TwoRostersOfSomebodyWithTwoJobsGoInOneAfterTheOther) {
  const auto chain_count = [](const Plan& plan) {
    const auto rosters = std::ranges::find(plan.stages, std::string("rosters"), &Stage::name);
    return rosters->chains.size();
  };
  Files files = round_folder::small_folder();
  EXPECT_EQ(chain_count(plan_of(files)), 2u);
  std::string& people = files["people.csv"];
  people.replace(people.find("bo,Bo,psychologist,town"), 23, "bo,Bo,manager,town");
  const Plan plan = plan_of(files);
  EXPECT_EQ(chain_count(plan), 1u);
  EXPECT_EQ(requests<registration::v1::AddRosterMembersRequest>(plan).size(), 2u);
}

TEST(Plan, ProgrammesWithoutAListInCommonShareNoId) {
  Files files = round_folder::small_folder();
  for (auto& [name, text] : files) {
    for (auto at = text.find("steps"); at != std::string::npos; at = text.find("steps")) text.replace(at, 5, "leaps");
  }
  const auto ours = requests<scheduling::v1::AddCountryRequest>(plan_of(round_folder::small_folder()));
  const auto theirs = requests<scheduling::v1::AddCountryRequest>(plan_of(files));
  EXPECT_NE(ours[0].country_id(), theirs[0].country_id());
}

// What a request refers to must have been made in an earlier stage: stages run one after another, chains at once.
TEST(Plan, NothingIsReferredToBeforeItIsThere) {
  const Plan plan = plan_of(round_folder::small_folder());
  std::set<std::string> known;
  for (const Stage& stage : plan.stages) {
    std::set<std::string> made;
    for (const Chain& chain : stage.chains) {
      for (const Command& command : chain) {
        const Request::Made message = command.request.made();
        const google::protobuf::Message& request = *message;
        const auto* type = request.GetDescriptor();
        // The second field of each of these requests is what it makes; ids after it are what it refers to.
        for (int i = 2; i < type->field_count(); ++i) {
          const auto* field = type->field(i);
          if (!field->name().ends_with("_id")) continue;
          const std::string id = request.GetReflection()->GetString(request, field);
          EXPECT_TRUE(id.empty() || known.contains(id)) << type->name() << "." << field->name();
        }
        made.insert(request.GetReflection()->GetString(request, type->field(1)));
      }
    }
    known.merge(made);
  }
}

TEST(Plan, ARoundIsHeldWhereItsSessionsAre) {
  Files files = round_folder::small_folder();
  files["places.csv"] +=
      "region,silistra,bulgaria,Silistra,,,\nsite,dulovo,silistra,Dulovo,Europe/Sofia,,\n"
      "venue,school,dulovo,School,,,\nroom,gym,school,Gym,,20,\nregion,varna,bulgaria,Varna,,,\n";
  const auto before = requests<scheduling::v1::AddRoundRegionsRequest>(plan_of(files));
  ASSERT_EQ(before.size(), 1u);
  EXPECT_EQ(before[0].region_ids_size(), 1);
  const auto planned_before = requests<scheduling::v1::PlanRoundRequest>(plan_of(files));

  files["sessions.csv"] +=
      "third,2021,care,gym,workshop,rest,carers,Rest,2021-03-28T10:00,60,10,2021-03-26T18:00\n"
      "fourth,2021,care,gym,workshop,rest,carers,Rest,2021-03-28T12:00,60,10,2021-03-26T18:00\n";
  const auto after = requests<scheduling::v1::AddRoundRegionsRequest>(plan_of(files));
  ASSERT_EQ(after.size(), 1u);
  EXPECT_EQ(after[0].region_ids_size(), 2);
  EXPECT_EQ(after[0].round_id(), before[0].round_id());
  EXPECT_NE(after[0].request_id(), before[0].request_id());
  const auto planned_after = requests<scheduling::v1::PlanRoundRequest>(plan_of(files));
  EXPECT_EQ(planned_after[0].request_id(), planned_before[0].request_id()) << "it is planned as it was";
}

TEST(Plan, ARoundWithoutSessionsIsHeldNowhereYet) {
  Files files = round_folder::small_folder();
  files["rounds.csv"] += "2022,steps,care,Spring 2022,2022\n";
  EXPECT_EQ(requests<scheduling::v1::PlanRoundRequest>(plan_of(files)).size(), 2u);
  EXPECT_EQ(requests<scheduling::v1::AddRoundRegionsRequest>(plan_of(files)).size(), 1u);
}

TEST(Plan, GroupsAreEnteredLateAndACancelledOneBeforeTheNext) {
  Files files = round_folder::small_folder();
  files["groups.csv"] += "g3,second,dawn,20,ana\n";
  const Plan plan = plan_of(files);
  const Stage& groups = plan.stages[plan.stages.size() - 2];
  ASSERT_EQ(groups.name, "groups");
  ASSERT_EQ(groups.chains.size(), 2u);  // one a session
  std::vector<std::string> types;
  for (const Command& command : groups.chains[1]) types.push_back(command.request.type()->name());
  EXPECT_EQ(types, (std::vector<std::string>{"RegisterGroupRequest", "CancelGroupRequest", "RegisterGroupRequest"}));
  for (const auto& request : requests<registration::v1::RegisterGroupRequest>(plan)) EXPECT_TRUE(request.late_entry());
  for (const auto& request : requests<registration::v1::CancelGroupRequest>(plan)) EXPECT_TRUE(request.late_entry());
  EXPECT_EQ(groups.row_count(), 3u) << "a cancellation is no group";
  EXPECT_EQ(groups.also, round_folder::Said("cancellations", {}, 1));
}

TEST(Plan, WithoutCancellationsSpeaksOfNone) {
  Files files = round_folder::small_folder();
  files.erase("cancellations.csv");
  const Plan plan = plan_of(files);
  EXPECT_EQ(plan.stages[plan.stages.size() - 2].also, std::nullopt);
}

TEST(Plan, OnlyThoseOnNoRosterAreIntroducedByTheirGroup) {
  Files files = round_folder::small_folder();
  files["groups.csv"] += "g3,second,dawn,2,ana guest\n";
  const auto groups = requests<registration::v1::RegisterGroupRequest>(plan_of(files));
  ASSERT_EQ(groups.size(), 3u);
  EXPECT_EQ(groups[2].members(0).name(), "");
  EXPECT_EQ(groups[2].members(1).name(), "Guest");
}

TEST(Plan, ScansAreSentInPiecesTheContractAllows) {
  Files files = round_folder::small_folder();
  for (int i = 0; i < 700; ++i) {
    char time[32];
    std::snprintf(time, sizeof time, "2021-03-27T10:%02d:%02d", i / 60, i % 60);
    files["attendances.csv"] += std::string("first,bo,") + time + "\n";
  }
  std::vector<int> sizes;
  for (const auto& request : requests<registration::v1::CheckInBatchRequest>(plan_of(files))) {
    sizes.push_back(request.scans_size());
  }
  EXPECT_EQ(sizes, (std::vector<int>{300, 300, 102}));
}

TEST(Plan, ScansAreToldInUtc) {
  const auto batches = requests<registration::v1::CheckInBatchRequest>(plan_of(round_folder::small_folder()));
  ASSERT_EQ(batches.size(), 1u);
  // 09:55 in Ruse, the day before summer time begins, is 07:55 UTC.
  EXPECT_EQ(batches[0].scans(0).scanned_at_us() / 60'000'000 % 1440, 7 * 60 + 55);
}

TEST(Keys, AreOfThoseWhoAreOnARosterInAGroupOrCame) {
  Files files = round_folder::small_folder();
  files["people.csv"] += "idle,Idle,other,,,\nmember,Member,other,,,\n";
  files["groups.csv"] += "g3,second,dawn,2,bo member\n";
  const Keys keys = keys_of(folder_of(files));
  EXPECT_EQ(keys.keys, (std::vector<std::string>{"ana", "bo", "member", "guest"}));
  EXPECT_EQ(keys.list, "steps");
  EXPECT_EQ(keys.earlier_list, "");
  files["programmes.csv"] = "key,name_en,list\nsteps,Steps,charity\n";
  EXPECT_EQ(keys_of(folder_of(files)).list, "charity");
  EXPECT_EQ(keys_of(folder_of(files)).earlier_list, "steps");
}

TEST(Keys, OfAnotherListAreAskedForThere) {
  Files files = round_folder::small_folder();
  files["people.csv"] += "charity/eva,Eva,other,,,\nsteps/dan,Dan,other,,,\n";
  files["groups.csv"] += "g3,second,dawn,2,charity/eva dan\n";
  files["attendances.csv"] += "second,charity/eva,2021-03-27T11:00\n";
  const Keys keys = keys_of(folder_of(files));
  EXPECT_EQ(keys.keys, (std::vector<std::string>{"ana", "bo", "dan", "guest"})) << "the own list may be named";
  EXPECT_EQ(keys.of_others, (std::map<std::string, std::vector<std::string>>{{"charity", {"eva"}}}));

  PersonIds ids = ids_of(keys);
  ids["charity/eva"] = uuid_derived({}, "eva");
  const round_folder::RoundFolder folder = folder_of(files);
  const Plan plan = load::plan(folder, ids);
  EXPECT_EQ(requests<registration::v1::RegisterGroupRequest>(plan).at(2).members(0).person_id(), ids["charity/eva"]);
  EXPECT_EQ(requests<registration::v1::CheckInBatchRequest>(plan).at(1).scans(0).person_id(), ids["charity/eva"]);
}

// Everything that a load makes, against what somebody can compute who knows the folder: its keys, and how ids derive.
TEST(Plan, NothingThatIsOnePersonsDerivesFromTheirKey) {
  const std::set<std::string> scans = [] {
    std::set<std::string> ids;
    for (const auto& request : requests<registration::v1::CheckInBatchRequest>(plan_of(round_folder::small_folder())))
      for (const auto& scan : request.scans()) ids.insert(scan.check_in_id());
    return ids;
  }();
  PersonIds others = ids_of(keys_of(folder_of(round_folder::small_folder())));
  for (auto& [key, id] : others) id = uuid_derived({}, "another " + id);
  for (const auto& request :
       requests<registration::v1::CheckInBatchRequest>(plan(folder_of(round_folder::small_folder()), others)))
    for (const auto& scan : request.scans()) EXPECT_FALSE(scans.contains(scan.check_in_id()));
}

// What an older build loaded is the same when it is loaded again: these ids were in its requests.
TEST(Plan, OfPeopleWhomAnOlderBuildLoadedIsWhatItWas) {
  const round_folder::RoundFolder folder = folder_of(round_folder::small_folder());
  PersonIds ids;
  for (const std::string& key : keys_of(folder).keys) ids[key] = DerivedIds("steps").older_person_id(key);
  EXPECT_EQ(ids.at("ana"), "016f5e66-e800-8acb-8741-c62c8047b9c1");
  const Plan again = plan(folder, ids);
  const auto batches = requests<registration::v1::CheckInBatchRequest>(again);
  EXPECT_EQ(batches.at(0).scans(0).check_in_id(), "017872ad-dc20-8db6-81b4-3b5c902bbadb");
  EXPECT_EQ(batches.at(0).scans(1).check_in_id(), "017872b7-7910-864e-959b-292a0db52d3d");
}

TEST(Plan, ARoundIsFoundAgainByItsReference) {
  const Plan plan = plan_of(round_folder::small_folder());
  ASSERT_EQ(plan.rounds.size(), 1u);
  EXPECT_EQ(plan.rounds[0].reference, "steps-2021");
  EXPECT_EQ(plan.rounds[0].id, round_id("steps", 2021, "2021"));
  EXPECT_EQ(requests<scheduling::v1::PlanRoundRequest>(plan)[0].round_id(), plan.rounds[0].id);
}

}  // namespace
}  // namespace opora::load
