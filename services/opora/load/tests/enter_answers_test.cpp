// Answers of a folder are entered as everybody's are: by keepers, sheets and tokens. The service is real.
#include "opora/load/enter_answers.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "feedback/handlers/secrets.h"
#include "feedback/service.h"
#include "opora/feedback/v1/feedback_service.pb.h"
#include "opora/load/tests/asked_folder.h"
#include "opora/scheduling/v1/events.pb.h"
#include "platform/testing/harness.h"

namespace opora::load {
namespace {

namespace v1 = feedback::v1;
using Accounts = std::vector<std::string>;

class EnterAnswers : public ::testing::Test {
 protected:
  EnterAnswers() { feedback::set_wrap_cost({1, 8192}); }
  void TearDown() override { EXPECT_EQ(service_.violations(), std::vector<std::string>()); }

  // As a folder's waves are drafted: scheduling has told of the round, and what there is to send was sent.
  void draft(const AskedFolder& folder) {
    scheduling::v1::Event event;
    event.mutable_round_planned()->set_round_id(folder.series().draft.round_id());
    service_.deliver("scheduling", event);
    Comparison comparison;
    compare_waves(folder.waves(), {}, comparison);
    for (const Stage& stage : comparison.to_do.stages)
      for (const Chain& chain : stage.chains)
        for (const Command& command : chain) {
          const auto made = command.request.made();
          const Answer answer = called(*made, testing::administrator());
          ASSERT_TRUE(answer.response) << answer.response.error().message;
        }
  }

  Answer called(const google::protobuf::Message& request, const Caller& caller) {
    return service_.call_bytes(request.GetDescriptor(), request.SerializeAsString(), caller);
  }

  Query asking_as(const Caller& caller) {
    return [this, caller](const google::protobuf::Message& request, google::protobuf::Message& answer) -> Result<void> {
      const Answer told = called(request, caller);
      if (!told.response) return tl::unexpected(told.response.error());
      answer.ParseFromString(*told.response);
      return {};
    };
  }

  AskingAs asking() {
    return {asking_as(testing::administrator()), asking_as(Caller()),
            [this](const std::string& account) -> Result<Query> {
              acted_for_.push_back(account);
              return asking_as(Caller{account, network::v1::ROLE_COORDINATOR});
            },
            [this] { service_.settle(); }};
  }

  Result<std::vector<EnteredSeries>> enter(const AskedFolder& folder, const AskingAs& ask) {
    return enter_answers(folder.waves(), {"mood"}, ask, {},
                         [this](const Stage& stage, std::size_t done, std::size_t count) {
                           told_.push_back(stage.name + " " + std::to_string(done) + "/" + std::to_string(count));
                         });
  }

  v1::Wave wave(const AskedFolder& folder, std::size_t number) {
    v1::GetWaveRequest request;
    request.set_wave_id(folder.series().waves.at(number).id);
    return service_.call<v1::GetWaveResponse>(request).value().wave();
  }

  std::size_t event_count(const std::string& type) {
    const auto types = service_.event_types();
    return static_cast<std::size_t>(std::ranges::count(types, type));
  }

  // A keeper by themselves, in a terminal of their own.
  void confirm_by_hand(const AskedFolder& folder, const std::string& account) {
    const Caller keeper{account, network::v1::ROLE_COORDINATOR};
    v1::AddKeeperRequest add;
    add.set_series_id(folder.series().draft.series_id());
    v1::ConfirmKeeperRequest confirm;
    confirm.set_series_id(add.series_id());
    confirm.set_passphrase(service_.call<v1::AddKeeperResponse>(add, keeper).value().passphrase());
    ASSERT_TRUE(service_.call<v1::ConfirmKeeperResponse>(confirm, keeper));
  }

  testing::Harness service_{make_feedback()};
  Accounts acted_for_;
  std::vector<std::string> told_;
};

TEST_F(EnterAnswers, InventedOnesAreEnteredAndOpenedByTheirKeepers) {
  const AskedFolder folder;
  draft(folder);
  const auto entered = enter(folder, asking());
  ASSERT_TRUE(entered) << entered.error().message;
  ASSERT_EQ(entered->size(), 1u);
  EXPECT_EQ(entered->front().so_far, Entered::opened);
  EXPECT_EQ(acted_for_, (Accounts{"keeper one", "keeper two"}));
  for (const std::size_t number : {0u, 1u}) {
    EXPECT_EQ(wave(folder, number).status(), v1::WAVE_STATUS_OPENED);
    EXPECT_EQ(wave(folder, number).turnout().answered_count(), 10);
    EXPECT_EQ(wave(folder, number).opening().unreadable_count(), 0);
    EXPECT_EQ(wave(folder, number).sheet_count(), 10);
  }
  EXPECT_NE(wave(folder, 0).opening().opened_by(), wave(folder, 1).opening().opened_by()) << "each opens one";
  EXPECT_EQ(told_.size(), 20u);
  EXPECT_EQ(told_.back(), "answers 20/20");
}

TEST_F(EnterAnswers, WhatWasWrittenIsThereAsItStoodInTheFile) {
  const AskedFolder folder;
  draft(folder);
  ASSERT_TRUE(enter(folder, asking()));
  v1::ListOpenAnswersRequest request;
  request.set_wave_id(folder.series().waves.at(0).id);
  const auto written = service_.call<v1::ListOpenAnswersResponse>(request).value();
  EXPECT_EQ(written.answers_size(), 9) << "one left it out";
  for (const v1::OpenAnswer& answer : written.answers()) EXPECT_EQ(answer.text(), "Too much to do, as ever");
}

// Whoever loads holds nobody's passphrase but those of invented answers.
TEST_F(EnterAnswers, RealOnesWaitForTheirKeepers) {
  const AskedFolder folder(with_waves_edited("wave-series.csv", "yes,yes", "yes,no"));
  draft(folder);
  const auto waiting = enter(folder, asking());
  ASSERT_TRUE(waiting) << waiting.error().message;
  EXPECT_EQ(waiting->front().so_far, Entered::waits_for_keepers);
  EXPECT_EQ(waiting->front().keepers_missing, (Accounts{"keeper one", "keeper two"}));
  confirm_by_hand(folder, "keeper one");
  EXPECT_EQ(enter(folder, asking())->front().keepers_missing, Accounts{"keeper two"});
  EXPECT_EQ(wave(folder, 0).sheet_count(), 0) << "nothing was drawn, and nothing sent";
  confirm_by_hand(folder, "keeper two");
  const auto entered = enter(folder, asking());
  ASSERT_TRUE(entered) << entered.error().message;
  EXPECT_EQ(entered->front().so_far, Entered::entered);
  EXPECT_EQ(acted_for_, Accounts());
  EXPECT_EQ(wave(folder, 0).status(), v1::WAVE_STATUS_COUNTED);
  EXPECT_EQ(event_count("WaveOpened"), 0u);
}

TEST_F(EnterAnswers, InventedOnesWaitWhereNobodyCanActForTheKeepers) {
  const AskedFolder folder;
  draft(folder);
  AskingAs ask = asking();
  ask.keeper = [](const std::string&) -> Result<Query> { return refuse(Code::not_found, "KEYS_NOT_FOUND", "None."); };
  const auto waiting = enter(folder, ask);
  ASSERT_TRUE(waiting) << waiting.error().message;
  EXPECT_EQ(waiting->front().so_far, Entered::waits_for_keepers);
  EXPECT_EQ(waiting->front().keepers_missing.size(), 2u);
}

TEST_F(EnterAnswers, WhatBrokeOffBetweenTheKeepersIsToldAndNotGoneOnWith) {
  const AskedFolder folder;
  draft(folder);
  confirm_by_hand(folder, "keeper one");
  const auto refused = enter(folder, asking());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "KEEPERS_HALF_CONFIRMED");
  EXPECT_TRUE(refused.error().message.starts_with("wave-series.csv, line 2: ")) << refused.error().message;
}

TEST_F(EnterAnswers, WhatBrokeOffBetweenAnswersIsToldAndNotGoneOnWith) {
  const AskedFolder folder;
  draft(folder);
  AskingAs ask = asking();
  int sent = 0;
  ask.nobody = [&, answer = ask.nobody](const google::protobuf::Message& request,
                                        google::protobuf::Message& response) -> Result<void> {
    if (++sent == 5) return refuse(Code::unavailable, "UNREACHABLE", "Gone.");
    return answer(request, response);
  };
  const auto broken = enter(folder, ask);
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().reason, "UNREACHABLE");
  const auto again = enter(folder, asking());
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().reason, "WAVES_HALF_ENTERED");
}

// A platform that stands still is not waited for without an end.
TEST_F(EnterAnswers, AreGivenUpWhereThePlatformDoesNotGoOn) {
  const AskedFolder folder;
  draft(folder);
  AskingAs ask = asking();
  int looks = 0;
  ask.wait = [&] { ++looks; };
  ask.whoever_loads = [&, look = ask.whoever_loads](const google::protobuf::Message& request,
                                                    google::protobuf::Message& response) -> Result<void> {
    TRY_DO(look(request, response));
    if (auto* told = dynamic_cast<v1::GetWaveResponse*>(&response);
        told != nullptr && told->wave().status() == v1::WAVE_STATUS_ANSWERING)
      told->mutable_wave()->set_status(v1::WAVE_STATUS_SCHEDULED);
    return {};
  };
  const auto refused = enter(folder, ask);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "WAVES_NOT_READY");
  EXPECT_EQ(looks, 600);
}

}  // namespace
}  // namespace opora::load
