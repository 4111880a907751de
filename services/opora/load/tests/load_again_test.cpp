// A folder's people on a registration of its own: loaded by this build, by one whose ids of people derived from their
// keys, or by that one in part; and then again. Nothing is new then, and nobody is two. What was refused before is
// decided anew.
#include <cstddef>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "opora/load/ask_anew.h"
#include "opora/load/derived_ids.h"
#include "opora/load/plan.h"
#include "opora/load/tests/folders.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/events.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/dates/time_zone.h"
#include "platform/testing/harness.h"
#include "registration/service.h"

namespace opora::load {
namespace {

namespace v1 = registration::v1;
using round_folder::Files;

PersonIds older_ids(const round_folder::RoundFolder& folder) {
  PersonIds ids;
  for (const std::string& key : keys_of(folder).keys)
    ids[key] = DerivedIds(folder.programmes[0].key).older_person_id(key);
  return ids;
}

class LoadAgain : public ::testing::Test {
 protected:
  void TearDown() override { EXPECT_EQ(service_.violations(), std::vector<std::string>{}); }

  PersonIds resolve(const round_folder::RoundFolder& folder) {
    const Keys keys = keys_of(folder);
    v1::ResolveKeysRequest request;
    request.set_request_id(fresh_request_id());
    request.set_list(keys.list);
    request.set_earlier_list(keys.earlier_list);
    request.mutable_keys()->Assign(keys.keys.begin(), keys.keys.end());
    const auto response = service_.call<v1::ResolveKeysResponse>(request).value();
    PersonIds ids;
    for (int i = 0; i < request.keys_size(); ++i) ids[request.keys(i)] = response.person_ids(i);
    return ids;
  }

  // Sends what is registration's, up to a stage, as new attempts; sessions are told of as scheduling publishes them.
  // How many events came of it.
  std::size_t load(const round_folder::RoundFolder& folder, const PersonIds& ids, const std::string& until = "") {
    const std::size_t before = service_.events().size();
    std::size_t session = 0;
    const SharedIds shared = shared_ids(folder, known_);
    known_ = as_loaded(folder, shared);
    const Plan whole = plan(folder, ids, shared);
    for (const Stage& stage : whole.stages) {
      if (stage.name == until) break;
      for (const Chain& chain : stage.chains)
        for (const Command& command : chain) {
          if (const auto planned = as<scheduling::v1::PlanSessionRequest>(command))
            publish(*planned, folder.sessions[session++]);
          else if (command.request.type()->file()->package() == "opora.registration.v1")
            send(*command.request.made());
        }
    }
    return service_.events().size() - before;
  }

  // As builds left it whose loads derived people's ids.
  void become_older() {
    service_.restart_after(Statement("UPDATE people SET derivable = NULL"));
    service_.restart_after(Statement("UPDATE attendances SET derivable = NULL"));
  }

  // As it stands, under its own request id.
  Result<void> ask(const google::protobuf::Message& request) {
    const Answer answer =
        service_.call_bytes(request.GetDescriptor(), request.SerializeAsString(), testing::administrator());
    if (!answer.response) return tl::unexpected(answer.response.error());
    return {};
  }

  void cancel(const std::string& group_id) {
    v1::CancelGroupRequest request;
    request.set_request_id(fresh_request_id());
    request.set_group_id(group_id);
    request.set_late_entry(true);
    ASSERT_TRUE(ask(request));
  }

  bool knew_all_scans_ = true;  // of the last ones that were uploaded
  Known known_;                 // what the platform has of the folder that was loaded last
  testing::Harness service_{make_registration()};

 private:
  std::string fresh_request_id() { return testing::test_id(++request_count_); }

  void publish(const scheduling::v1::PlanSessionRequest& planned, const round_folder::Session& session) {
    scheduling::v1::Event event;
    auto& published = *event.mutable_session_published();
    published.set_session_id(planned.session_id());
    published.set_region_id(testing::test_id(999'000));
    published.set_capacity(planned.capacity());
    published.set_local_start(planned.local_start());
    published.set_starts_at_us(instant_of(session.start, "Europe/Sofia")->us);
    published.set_registration_ends_at_us(published.starts_at_us());
    service_.deliver("scheduling", event, planned.session_id());
  }

  void send(const google::protobuf::Message& planned) {
    const std::unique_ptr<google::protobuf::Message> request(planned.New());
    request->CopyFrom(planned);
    const auto* id = request->GetDescriptor()->FindFieldByName("request_id");
    request->GetReflection()->SetString(request.get(), id, fresh_request_id());
    const Answer answer =
        service_.call_bytes(request->GetDescriptor(), request->SerializeAsString(), testing::administrator());
    ASSERT_TRUE(answer.response) << request->GetDescriptor()->name() << ": " << answer.response.error().message;
    v1::CheckInBatchResponse scans;
    if (request->GetDescriptor() != v1::CheckInBatchRequest::descriptor()) return;
    scans.ParseFromString(*answer.response);
    knew_all_scans_ = true;
    for (const auto& result : scans.results())
      for (const int flag : result.flags()) knew_all_scans_ &= flag != v1::CHECK_IN_FLAG_ALREADY_CHECKED_IN;
  }

  int request_count_ = 0;
};

TEST_F(LoadAgain, ChangesNothing) {
  const round_folder::RoundFolder folder = folder_of(round_folder::small_folder());
  const PersonIds ids = resolve(folder);
  for (const auto& [key, id] : older_ids(folder)) EXPECT_NE(ids.at(key), id) << "nobody's id derives from their key";
  EXPECT_GT(load(folder, ids), 0u);
  EXPECT_EQ(resolve(folder), ids);
  EXPECT_EQ(load(folder, ids), 0u);
  EXPECT_TRUE(knew_all_scans_);
}

// The guest is in no table of people: nobody ever named them, and they only came.
TEST_F(LoadAgain, FindsEverybodyWhomAnOlderBuildLoaded) {
  const round_folder::RoundFolder folder = folder_of(round_folder::small_folder());
  EXPECT_GT(load(folder, older_ids(folder)), 0u);
  become_older();
  const PersonIds ids = resolve(folder);
  EXPECT_EQ(ids, older_ids(folder));
  EXPECT_EQ(load(folder, ids), 0u);
  EXPECT_TRUE(knew_all_scans_) << "the same scan twice is one, also in the list of scans";
}

TEST_F(LoadAgain, GoesOnWhereAnOlderBuildStopped) {
  const round_folder::RoundFolder folder = folder_of(round_folder::small_folder());
  EXPECT_GT(load(folder, older_ids(folder), "groups"), 0u);
  become_older();
  const PersonIds ids = resolve(folder);
  EXPECT_EQ(ids.at("ana"), older_ids(folder).at("ana"));
  EXPECT_NE(ids.at("guest"), older_ids(folder).at("guest")) << "nobody has heard of the guest yet";
  EXPECT_GT(load(folder, ids), 0u);
  EXPECT_EQ(resolve(folder), ids);
  EXPECT_EQ(load(folder, ids), 0u);
}

std::vector<v1::RegisterGroupRequest> groups_of(const Plan& plan) {
  std::vector<v1::RegisterGroupRequest> groups;
  for (const Stage& stage : plan.stages)
    for (const Chain& chain : stage.chains)
      for (const Command& command : chain)
        if (const auto group = as<v1::RegisterGroupRequest>(command))
          groups.push_back(*group);
  return groups;
}

TEST_F(LoadAgain, ARowThatWasRefusedIsTakenOnceWhatStoodInItsWayIsGone) {
  Files files = round_folder::small_folder();
  const round_folder::RoundFolder folder = folder_of(files);
  const PersonIds ids = resolve(folder);
  load(folder, ids);
  std::string& text = files["groups.csv"];
  text.replace(text.find("g1,first"), 2, "g3");
  const v1::RegisterGroupRequest group = groups_of(plan(folder_of(files), ids)).at(0);
  const auto asks = [this](const google::protobuf::Message& request) { return ask(request); };
  EXPECT_EQ(ask_anew(group, asks).error().reason, "ALREADY_REGISTERED") << "its people are in g1";

  cancel(groups_of(plan(folder, ids)).at(0).group_id());
  EXPECT_EQ(ask(group).error().reason, "ALREADY_REGISTERED") << "which is remembered";
  EXPECT_TRUE(ask_anew(group, asks));
}

TEST_F(LoadAgain, AProgrammeThatNamesItsListLaterKeepsItsPeopleAndOrganisations) {
  Files files = round_folder::small_folder();
  const round_folder::RoundFolder folder = folder_of(files);
  EXPECT_GT(load(folder, older_ids(folder)), 0u);
  become_older();
  files["programmes.csv"] = "key,name_en,list\nsteps,Steps,charity\n";
  EXPECT_EQ(resolve(folder_of(files)), older_ids(folder));
  EXPECT_EQ(load(folder_of(files), resolve(folder_of(files))), 0u);
  files["programmes.csv"] = "key,name_en,list\nleaps,Leaps,charity\n";
  for (auto& [name, text] : files)
    for (auto at = text.find("steps"); at != std::string::npos; at = text.find("steps")) text.replace(at, 5, "leaps");
  EXPECT_EQ(resolve(folder_of(files)), older_ids(folder)) << "another programme's folder that shares the list";
}

TEST_F(LoadAgain, ProgrammesOfOneListHaveTheirOrganisationsAndPeopleInCommon) {
  const round_folder::RoundFolder steps = folder_of(of_programme("steps", "charity"));
  const round_folder::RoundFolder leaps = folder_of(of_programme("leaps", "charity"));
  EXPECT_GT(load(steps, resolve(steps)), 0u);
  EXPECT_EQ(resolve(leaps), resolve(steps));
  const auto before = service_.event_types().size();
  EXPECT_GT(load(leaps, resolve(leaps)), 0u);
  const auto types = service_.event_types();
  const std::multiset<std::string> came(types.begin() + static_cast<std::ptrdiff_t>(before), types.end());
  EXPECT_EQ(came.count("OrganisationAdded"), 0u);
  EXPECT_EQ(came.count("RosterMemberAdded"), 0u);
  EXPECT_EQ(came.count("GroupConfirmed"), 2u) << "groups are each programme's own";
  EXPECT_EQ(came.count("AttendanceRecorded"), 2u);
}

}  // namespace
}  // namespace opora::load
