// A draft is what was typed: what can't be read is said, and what only the platform knows is left to it.
#include "opora/tool/wave_draft.h"

#include <gtest/gtest.h>

namespace opora::tool {
namespace {

const std::string kDraftedRound = "00000000-0000-7000-8000-000000000001";

DraftOptions typed_draft() {
  DraftOptions draft;
  draft.round = "amur-2023";
  draft.before = {"own_strain", "2023-10-17T08:00", "2023-10-17T10:00"};
  draft.after = {"own_strain_after/2", "2023-10-19T15:00", "2023-10-22T20:00"};
  draft.follow_up = {"own_strain_after", "2024-01-19T00:00", "2024-01-29T00:00"};
  draft.keepers = {"lidia", "vadim"};
  return draft;
}

// The reason and the message, or nothing.
std::string why_not(const DraftOptions& draft) {
  const auto drafted = draft_of(draft, kDraftedRound);
  return drafted ? "" : drafted.error().reason + " " + drafted.error().message;
}

TEST(WaveDrafts, AreWhatWasTyped) {
  DraftOptions typed = typed_draft();
  typed.reminders = {"after=2023-10-20T12:00", "follow-up=2024-01-24T12:00"};
  typed.primary = {"own_strain", "before", "follow-up"};
  typed.partition_question = "clients";
  typed.partition_groups = {"with=yes", "others=no,rather_not"};
  typed.entered_afterwards = true;
  const auto drafted = draft_of(typed, kDraftedRound);
  ASSERT_TRUE(drafted) << drafted.error().message;
  ASSERT_EQ(drafted->waves_size(), 3);
  EXPECT_EQ(drafted->waves(0).moment(), feedback::v1::MOMENT_BEFORE);
  EXPECT_EQ(drafted->waves(0).questionnaire(), "own_strain");
  EXPECT_EQ(drafted->waves(0).version(), 0) << "the newest, which the platform knows";
  EXPECT_EQ(drafted->waves(0).months_later(), 0);
  EXPECT_EQ(drafted->waves(1).questionnaire(), "own_strain_after");
  EXPECT_EQ(drafted->waves(1).version(), 2);
  EXPECT_EQ(drafted->waves(1).opens_local(), "2023-10-19T15:00");
  EXPECT_EQ(drafted->waves(1).closes_local(), "2023-10-22T20:00");
  EXPECT_EQ(drafted->waves(1).reminds_local(), "2023-10-20T12:00");
  EXPECT_EQ(drafted->waves(2).months_later(), 3);
  EXPECT_EQ(drafted->waves(2).reminds_local(), "2024-01-24T12:00");
  EXPECT_EQ(drafted->primary_from(), feedback::v1::MOMENT_BEFORE);
  EXPECT_EQ(drafted->primary_to(), feedback::v1::MOMENT_FOLLOW_UP);
  ASSERT_EQ(drafted->partition_groups_size(), 2);
  EXPECT_EQ(drafted->partition_groups(1).code(), "others");
  EXPECT_EQ(drafted->partition_groups(1).option_codes_size(), 2);
  EXPECT_EQ(drafted->partition_groups(1).option_codes(1), "rather_not");
  EXPECT_EQ(drafted->keepers(1), "vadim");
  EXPECT_TRUE(drafted->entered_afterwards());
  EXPECT_EQ(drafted->time_zone(), "") << "that of the sessions, which the platform knows";
}

// Typing the same again asks for the same, and another key for something else.
TEST(WaveDrafts, HaveIdsThatFollowFromTheRoundAndTheKey) {
  const auto first = draft_of(typed_draft(), kDraftedRound), again = draft_of(typed_draft(), kDraftedRound);
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  DraftOptions other = typed_draft();
  other.key = "second";
  const auto drafted = draft_of(other, kDraftedRound);
  EXPECT_NE(drafted->series_id(), first->series_id());
  EXPECT_NE(drafted->waves(0).wave_id(), first->waves(0).wave_id());
  EXPECT_NE(first->waves(0).wave_id(), first->waves(1).wave_id());
}

TEST(WaveDrafts, SayWhatCannotBeRead) {
  DraftOptions draft = typed_draft();
  draft.keepers.pop_back();
  EXPECT_EQ(why_not(draft),
            "DRAFT_MALFORMED A series has two keepers: name both accounts, --keeper and --keeper.");
  draft = typed_draft();
  draft.before[0] = "own_strain/new";
  EXPECT_EQ(why_not(draft),
            "DRAFT_MALFORMED \"own_strain/new\" is no version of a questionnaire: write own_strain/2, or own_strain "
            "for the newest.");
  draft = typed_draft();
  draft.before = draft.after = draft.follow_up = {};
  EXPECT_EQ(why_not(draft),
            "DRAFT_MALFORMED There is no wave: name one at least, as by --after QUESTIONNAIRE OPENS CLOSES.");
  draft = typed_draft();
  draft.primary = {"own_strain", "before", "later"};
  EXPECT_EQ(why_not(draft), "DRAFT_MALFORMED \"later\" is no moment: write before, after or follow-up.");
}

TEST(WaveDrafts, SayWhichReminderOrGroupIsNone) {
  DraftOptions draft = typed_draft();
  draft.reminders = {"2023-10-20T12:00"};
  EXPECT_EQ(why_not(draft),
            "DRAFT_MALFORMED \"2023-10-20T12:00\" can't be read: write --remind after=2023-10-20T12:00.");
  draft.reminders = {"before=2023-10-17T09:00"};
  EXPECT_EQ(why_not(draft), "");
  draft.before = {};
  EXPECT_EQ(why_not(draft), "DRAFT_MALFORMED There is no wave \"before\" to remind of.");
  draft = typed_draft();
  draft.partition_groups = {"young"};
  EXPECT_EQ(why_not(draft), "DRAFT_MALFORMED \"young\" can't be read: write --group young=a,b.");
}

}  // namespace
}  // namespace opora::tool
