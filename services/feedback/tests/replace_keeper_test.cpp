#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

class ReplacingKeepers : public FeedbackTest {
 protected:
  void SetUp() override { add_round(); }
  std::string replace_by(int keeper_number, const std::string& passphrase, const std::string& account) {
    v1::ReplaceKeeperRequest request;
    request.set_series_id(series_id(1));
    request.set_passphrase(passphrase);
    request.set_new_keeper(account);
    return refusal(request, keeper(keeper_number));
  }
};

TEST_F(ReplacingKeepers, TheOtherOneDoesSoAndTheWavesAreDraftsAgain) {
  schedule();
  ASSERT_EQ(replace_by(2, passphrases[1], "third keeper"), "");
  EXPECT_EQ(status(kBefore), v1::WAVE_STATUS_DRAFT);
  EXPECT_EQ(wave(kBefore).keepers(0).account(), "third keeper");
  EXPECT_FALSE(wave(kBefore).keepers(0).has_confirmed());
  EXPECT_EQ(confirm(1, passphrases[0]), "NOT_A_KEEPER");
  at("2023-10-02T09:00");
  EXPECT_EQ(status(kBefore), v1::WAVE_STATUS_DRAFT) << "its time comes while it has no keys";
  const std::string third = show_passphrase(3);
  ASSERT_EQ(confirm(3, third), "");
  EXPECT_EQ(status(kBefore), v1::WAVE_STATUS_ANSWERING) << "its time has come";
  answer_wave(kBefore, 10);
  at("2023-10-04T21:00");
  at("2023-10-06T21:00");
  passphrases[0] = third;
  v1::OpenWaveRequest request;
  request.set_wave_id(wave_id(kBefore));
  request.set_passphrase(third);
  EXPECT_EQ(refusal(request, keeper(3)), "");
}

TEST_F(ReplacingKeepers, TheOneThatStaysOpensWhatTheNewOneCanToo) {
  schedule(draft_after());
  ASSERT_EQ(replace_by(1, passphrases[0], "third keeper"), "");
  ASSERT_EQ(confirm(3, show_passphrase(3)), "");
  at("2023-10-10T09:00");
  answer_wave(kAfter, 10);
  at("2023-10-14T21:00");
  at("2023-10-16T21:00");
  EXPECT_EQ(open(kAfter, 1), "");
}

// The few who had answered are gone with what they said: a key that came back would join nobody's answers.
TEST_F(ReplacingKeepers, NotOnceAllWavesAreOver) {
  schedule(draft_after());
  at("2023-10-10T09:00");
  answer_wave(kAfter, 3);
  at("2023-10-14T21:00");
  ASSERT_EQ(status(kAfter), v1::WAVE_STATUS_DESTROYED);
  service.settle();
  EXPECT_EQ(replace_by(1, passphrases[0], "third keeper"), "ANSWERS_BEGUN");
}

TEST_F(ReplacingKeepers, OnlyBeforeTheFirstAnswer) {
  schedule();
  at("2023-10-02T09:00");
  ASSERT_EQ(replace_by(1, passphrases[0], "third keeper"), "") << "it is open, and nobody has answered";
  ASSERT_EQ(confirm(3, show_passphrase(3)), "");
  answer_wave(kBefore, 1);
  EXPECT_EQ(replace_by(1, passphrases[0], "second keeper"), "ANSWERS_BEGUN");
  EXPECT_EQ(status(kBefore), v1::WAVE_STATUS_ANSWERING);
}

TEST_F(ReplacingKeepers, NeedsAKeeperWhoHasConfirmed) {
  ASSERT_EQ(refusal(draft()), "");
  EXPECT_EQ(replace_by(1, "one two three", "third keeper"), "NO_PASSPHRASE_YET");
  const std::string first = show_passphrase(1), second = show_passphrase(2);
  EXPECT_EQ(replace_by(1, first, "third keeper"), "KEEPER_NOT_CONFIRMED");
  ASSERT_EQ(confirm(1, first), "");
  EXPECT_EQ(replace_by(1, second, "third keeper"), "PASSPHRASE_WRONG");
  EXPECT_EQ(replace_by(1, "one two three", "third keeper"), "PASSPHRASE_MISTYPED");
  EXPECT_EQ(replace_by(3, first, "third keeper"), "NOT_A_KEEPER");
  EXPECT_EQ(replace_by(1, first, "first keeper"), "TWO_KEEPERS_NEEDED");
  EXPECT_EQ(replace_by(1, first, "third keeper"), "");
}

}  // namespace
}  // namespace opora::feedback::testing
