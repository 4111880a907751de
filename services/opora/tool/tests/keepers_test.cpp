// What keepers are shown and type. Their platform is played here; what a real one does with a passphrase, feedback's
// tests show, and tests/waves in a terminal.
#include "opora/tool/keepers.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "feedback/sealing/passphrase.h"
#include "opora/feedback/v1/feedback_service.pb.h"

namespace opora::tool {
namespace {

const std::string kShownPassphrase = "bodara desuni nivuta vuvudu babedi refaka bebako";
const std::string kMistyped = "bodara desumi nivuta vuvudu babedi refaka bebako";

// Somebody who types, one after the other, what they were given, and remembers what they saw.
class SomebodyThere final : public Terminal {
 public:
  explicit SomebodyThere(std::vector<std::string> types) : types_(std::move(types)) {}

  void tell(const std::string& line) override { told.push_back(line); }
  Result<void> show_once(std::string_view text) override {
    shown.emplace_back(text);
    return {};
  }
  Result<Secret> ask_hidden(const std::string& question) override {
    told.push_back(question);
    if (asked == types_.size()) return refuse(Code::invalid, "NO_TERMINAL", "Nobody types any more.");
    return Secret(types_[asked++]);
  }

  bool was_told(const std::string& words) const {
    return std::ranges::any_of(told, [&](const std::string& line) { return line.find(words) != std::string::npos; });
  }

  std::vector<std::string> told, shown;
  std::size_t asked = 0;

 private:
  const std::vector<std::string> types_;
};

// A platform that has the one passphrase.
class PlayedPlatform {
 public:
  load::Query ask() {
    return [this](const google::protobuf::Message& request, google::protobuf::Message& answer) -> Result<void> {
      requests.emplace_back(request.GetDescriptor()->name());
      if (refusal) return tl::unexpected(*refusal);
      if (auto* shown = dynamic_cast<feedback::v1::AddKeeperResponse*>(&answer)) {
        shown->set_passphrase(kShownPassphrase);
        return {};
      }
      const auto& typed = dynamic_cast<const feedback::v1::ConfirmKeeperRequest&>(request);
      if (sealing::Passphrase::typed(typed.passphrase()).value().text() != kShownPassphrase)
        return refuse(Code::denied, "PASSPHRASE_WRONG", "It is another one.");
      dynamic_cast<feedback::v1::ConfirmKeeperResponse&>(answer).set_both_confirmed(is_second);
      return {};
    };
  }

  std::vector<std::string> requests;
  std::optional<Error> refusal;
  bool is_second = false;
};

using Asked = std::vector<std::string>;

class KeepersCeremony : public ::testing::Test {
 protected:
  Result<void> held(SomebodyThere& keeper, const std::string& language = "en") {
    return become_keeper(keeper, platform_.ask(), "the-series", Sentences(language));
  }

  PlayedPlatform platform_;
};

TEST_F(KeepersCeremony, ShowsThePassphraseOnceOnAScreenOfItsOwn) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  SomebodyThere keeper({"", kShownPassphrase});
  EXPECT_TRUE(held(keeper));
  EXPECT_EQ(::testing::internal::GetCapturedStdout() + ::testing::internal::GetCapturedStderr(), "");
  ASSERT_EQ(keeper.shown.size(), 1u);
  EXPECT_NE(keeper.shown.front().find("1.  bodara\n"), std::string::npos) << "as it is copied, a word a line";
  EXPECT_NE(keeper.shown.front().find("7.  bebako\n"), std::string::npos);
  EXPECT_FALSE(keeper.was_told("desuni"));
  EXPECT_TRUE(keeper.was_told("still missing")) << "the other keeper's";
  EXPECT_EQ(platform_.requests, (Asked{"AddKeeperRequest", "ConfirmKeeperRequest"}));
}

TEST_F(KeepersCeremony, IsOverWithTheSecondKeeper) {
  platform_.is_second = true;
  SomebodyThere keeper({"", "1. Bodara 2. Desuni 3. Nivuta 4. Vuvudu 5. Babedi 6. Refaka 7. Bebako"});
  EXPECT_TRUE(held(keeper));
  EXPECT_TRUE(keeper.was_told("people can be asked"));
}

TEST_F(KeepersCeremony, NothingIsShownBeforeSomebodySaysThatTheyAreReady) {
  SomebodyThere keeper({});
  EXPECT_EQ(held(keeper).error().reason, "NO_TERMINAL");
  EXPECT_EQ(platform_.requests, Asked());
  EXPECT_EQ(keeper.shown.size(), 0u);
}

// A slip costs no attempt at the platform, which computes for each.
TEST_F(KeepersCeremony, TellsWhichWordIsMistyped) {
  SomebodyThere keeper({"", kMistyped, kShownPassphrase});
  EXPECT_TRUE(held(keeper));
  EXPECT_EQ(platform_.requests, (Asked{"AddKeeperRequest", "ConfirmKeeperRequest"}));
  EXPECT_EQ(keeper.shown.size(), 1u) << "it is not shown again";
  for (const std::string& line : keeper.told) EXPECT_EQ(line.find("desumi"), std::string::npos) << "what was typed";
  SomebodyThere reader({"", kMistyped, kShownPassphrase});
  EXPECT_TRUE(held(reader, "ru"));
  EXPECT_TRUE(reader.was_told("Посмотрите на слово 2."));
}

TEST_F(KeepersCeremony, EndsAfterThreeSlipsAndSaysHowToGoOn) {
  SomebodyThere keeper({"", kMistyped, kMistyped, kMistyped, kShownPassphrase});
  EXPECT_EQ(held(keeper).error().reason, "PASSPHRASE_MISTYPED");
  EXPECT_EQ(keeper.asked, 4u);
  EXPECT_TRUE(keeper.was_told("opora wave confirm the-series"));
  EXPECT_TRUE(keeper.was_told("opora wave keeper the-series"));
}

TEST_F(KeepersCeremony, EndsAfterThreeOfAnotherSeries) {
  const std::string other(sealing::Passphrase::draw().text());
  SomebodyThere keeper({"", other, other, other});
  EXPECT_EQ(held(keeper).error().reason, "PASSPHRASE_WRONG");
  EXPECT_EQ(platform_.requests.size(), 4u);
}

TEST_F(KeepersCeremony, EndsWhereThePlatformRefusesForAnotherReason) {
  platform_.refusal = Error{Code::denied, "NOT_A_KEEPER", "You are none."};
  SomebodyThere keeper({"", kShownPassphrase});
  EXPECT_EQ(held(keeper).error().reason, "NOT_A_KEEPER");
  EXPECT_EQ(keeper.shown.size(), 0u);
  EXPECT_EQ(keeper.asked, 1u);
}

TEST_F(KeepersCeremony, IsHeldInEachLanguage) {
  std::vector<std::string> screens, beginnings;
  for (const char* language : {"en", "ru", "bg", "kk"}) {
    SomebodyThere keeper({"", kShownPassphrase});
    EXPECT_TRUE(held(keeper, language));
    screens.push_back(keeper.shown.front());
    beginnings.push_back(keeper.told.front());
  }
  for (auto* texts : {&screens, &beginnings}) {
    std::ranges::sort(*texts);
    EXPECT_TRUE(std::ranges::adjacent_find(*texts) == texts->end()) << texts->front();
  }
}

TEST(KeepersCommands, WantASeriesId) {
  for (const auto& act : {add_keeper, confirm_keeper, replace_keeper})
    EXPECT_EQ(act({}, {.series = "ours"}).error().reason, "ID_MALFORMED");
}

}  // namespace
}  // namespace opora::tool
