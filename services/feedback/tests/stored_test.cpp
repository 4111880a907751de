// What rows feedback's types become.
#include "feedback/store/definitions.h"
#include "feedback/store/facts.h"
#include "feedback/store/opened.h"
#include "feedback/store/sealed.h"
#include "feedback/store/waves.h"
#include "feedback_migrations.h"
#include "platform/testing/stored_rows.h"

namespace opora::feedback {
namespace {

class FeedbackRows : public opora::testing::StoredRows {
 protected:
  FeedbackRows() : StoredRows(feedback_migrations()) {}
};

TEST_F(FeedbackRows, OfAScale) {
  expect_rows<KeptScale>({"scales"}, {"strain", 2, "one"},
                         R"(scales {scale: "strain", scoring_version: 2, definition: "one"}
)",
                         {"strain", 2, "another"},
                         R"(scales {scale: "strain", scoring_version: 2, definition: "another"}
)");
}

TEST_F(FeedbackRows, OfAQuestionnaire) {
  expect_rows<KeptQuestionnaire>(
      {"questionnaires"}, {"check", 2, "digest", "one"},
      R"(questionnaires {questionnaire: "check", version: 2, digest: "digest", definition: "one"}
)",
      {"check", 2, "others", "another"},
      R"(questionnaires {questionnaire: "check", version: 2, digest: "others", definition: "another"}
)");
}

TEST_F(FeedbackRows, OfASeries) {
  const Series series{{"series"},
                      {{"round"}, {"project"}, {"session"}},
                      "Asia/Almaty",
                      std::chrono::hours(24),
                      {"strain", Moment::before, Moment::after},
                      {"clients", {{"with", {"yes", "some"}}}},
                      true,
                      "somebody",
                      Instant{5},
                      6,
                      {"one", "two"}};
  const Series changed{{"series"},  {{"r"}, {"p"}, {"s"}}, "Europe/Sofia", std::chrono::hours(48),
                       {"other", Moment::after, Moment::follow_up}, {"others", {}}, false, "another", Instant{7}, 8,
                       {"three", "four"}};
  expect_rows<Series>(
      {"wave_series"}, series,
      "wave_series {series_id: \"series\", round_id: \"round\", project_id: \"project\", session_id: \"session\", "
      "time_zone: \"Asia/Almaty\", grace_hours: 24, primary_scale: \"strain\", primary_from: 1, primary_to: 2, "
      "partition_question: \"clients\", "
      "partition_groups: \"[{\\\"code\\\":\\\"with\\\",\\\"options\\\":[\\\"yes\\\",\\\"some\\\"]}]\", "
      "entered_afterwards: 1, drafted_by: \"somebody\", drafted_at_us: 5, sheet_count: 6, "
      "link_key_for_first: \"one\", link_key_for_second: \"two\"}\n",
      changed,
      "wave_series {series_id: \"series\", round_id: \"r\", project_id: \"p\", session_id: \"s\", "
      "time_zone: \"Europe/Sofia\", grace_hours: 48, primary_scale: \"other\", primary_from: 2, primary_to: 3, "
      "partition_question: \"others\", partition_groups: \"[]\", entered_afterwards: 0, drafted_by: \"another\", "
      "drafted_at_us: 7, sheet_count: 8, link_key_for_first: \"three\", link_key_for_second: \"four\"}\n");
}

TEST_F(FeedbackRows, OfAWave) {
  const Wave wave{{"wave"}, {"series"}, Moment::follow_up, 3, "check", 4, "opens", "reminds", "closes", Instant{5},
                  Instant{6}, Instant{7}, WaveStatus::counted, "public", {"one", "two"}, Instant{8}, 9,
                  Eligible{10, 11, {"s", 12, "r", 13}}, {"opening"}, "somebody", Instant{14}, 15};
  const Wave changed{{"wave"}, {"other"}, Moment::before, 0, "others", 5, "o", "r", "c", Instant{25},
                     Instant{26}, Instant{27}, WaveStatus::opened, "p", {"three", "four"}, Instant{28}, 29,
                     std::nullopt, {"o"}, "another", Instant{34}, 35};
  expect_rows<Wave>(
      {"waves"}, wave,
      "waves {wave_id: \"wave\", series_id: \"series\", moment: 3, months_later: 3, questionnaire: \"check\", "
      "version: 4, opens_local: \"opens\", reminds_local: \"reminds\", closes_local: \"closes\", opens_at_us: 5, "
      "reminds_at_us: 6, closes_at_us: 7, status: 5, public_key: \"public\", private_key_for_first: \"one\", "
      "private_key_for_second: \"two\", closed_at_us: 8, answered_count: 9, eligible_at_least: 10, "
      "eligible_at_most: 11, scheduling_epoch: \"s\", scheduling_position: 12, registration_epoch: \"r\", "
      "registration_position: 13, opening_id: \"opening\", opened_by: \"somebody\", opened_at_us: 14, "
      "unreadable_count: 15}\n",
      changed,
      "waves {wave_id: \"wave\", series_id: \"other\", moment: 1, months_later: 0, questionnaire: \"others\", "
      "version: 5, opens_local: \"o\", reminds_local: \"r\", closes_local: \"c\", opens_at_us: 25, "
      "reminds_at_us: 26, closes_at_us: 27, status: 6, public_key: \"p\", private_key_for_first: \"three\", "
      "private_key_for_second: \"four\", closed_at_us: 28, answered_count: 29, eligible_at_least: null, "
      "eligible_at_most: null, scheduling_epoch: null, scheduling_position: null, registration_epoch: null, "
      "registration_position: null, opening_id: \"o\", opened_by: \"another\", opened_at_us: 34, "
      "unreadable_count: 35}\n");
}

TEST_F(FeedbackRows, OfAKeeper) {
  expect_rows<Keeper>(
      {"keepers"}, {{"series"}, 2, "somebody", "public", "wrapped", true},
      "keepers {series_id: \"series\", place: 2, account: \"somebody\", public_key: \"public\", "
      "wrapped_key: \"wrapped\", confirmed: 1}\n",
      {{"series"}, 2, "another", "p", "w", false},
      R"(keepers {series_id: "series", place: 2, account: "another", public_key: "p", wrapped_key: "w", confirmed: 0}
)");
}

TEST_F(FeedbackRows, OfARound) {
  const std::string round = "rounds {round_id: \"round\"}\n";
  expect_rows<Round>({"rounds"}, {{"round"}}, round, {{"round"}}, round);
  const std::string project = "round_projects {round_id: \"round\", project_id: \"project\"}\n";
  expect_rows<RoundProject>({"round_projects"}, {{"round"}, {"project"}}, project, {{"round"}, {"project"}}, project);
  const std::string region = "round_regions {round_id: \"round\", region_id: \"region\"}\n";
  expect_rows<RoundRegion>({"round_regions"}, {{"round"}, {"region"}}, region, {{"round"}, {"region"}}, region);
}

TEST_F(FeedbackRows, OfASession) {
  expect_rows<Session>(
      {"sessions"}, {{"session"}, {"round"}, {"project"}, 4, 5},
      "sessions {session_id: \"session\", round_id: \"round\", project_id: \"project\", "
      "published_position: 4, cancelled_position: 5}\n",
      {{"session"}, {"r"}, {"p"}, 6, 7},
      R"(sessions {session_id: "session", round_id: "r", project_id: "p", published_position: 6, cancelled_position: 7}
)");
}

// What was told first stays.
TEST_F(FeedbackRows, OfWhatWasTold) {
  const std::string group =
      "groups_told {group_id: \"group\", change_number: 2, standing: 2, session_id: \"session\", head_count: 4, "
      "position: 5}\n";
  expect_rows<GroupTold>({"groups_told"}, {{"group"}, 2, Standing::confirmed, {"session"}, 4, 5}, group,
                         {{"group"}, 2, Standing::confirmed, {"other"}, 6, 7}, group);
  const std::string member =
      "members_told {group_id: \"group\", person_id: \"person\", change_number: 2, has_left: 1, position: 5}\n";
  expect_rows<MemberTold>({"members_told"}, {{"group"}, {"person"}, 2, true, 5}, member,
                          {{"group"}, {"person"}, 2, true, 7}, member);
  const std::string attendance =
      "attendances_told {session_id: \"session\", person_id: \"person\", change_number: 2, position: 5}\n";
  expect_rows<AttendanceTold>({"attendances_told"}, {{"session"}, {"person"}, 2, 5}, attendance,
                              {{"session"}, {"person"}, 2, 7}, attendance);
  const std::string unnamed =
      "unnamed_told {session_id: \"session\", organisation_id: \"organisation\", change_number: 2, person_count: 3, "
      "position: 5}\n";
  expect_rows<UnnamedTold>({"unnamed_told"}, {{"session"}, {"organisation"}, 2, 3, 5}, unnamed,
                           {{"session"}, {"organisation"}, 2, 6, 7}, unnamed);
  const std::string merge =
      "merges_told {person_id: \"person\", change_number: 2, kept_id: \"kept\", position: 3}\n";
  expect_rows<MergeTold>({"merges_told"}, {{"person"}, 2, {"kept"}, 3}, merge, {{"person"}, 2, {"other"}, 7}, merge);
}

TEST_F(FeedbackRows, OfASealedAnswer) {
  const std::string answer = "sealed_answers {wave_id: \"wave\", answer_key: \"key\", sealed: \"sealed\"}\n";
  expect_rows<SealedAnswer>({"sealed_answers"}, {{"wave"}, "key", "sealed"}, answer, {{"wave"}, "key", "other"},
                            answer);
  const std::string token = "sheet_tokens {wave_id: \"wave\", token_hash: \"hash\"}\n";
  expect_rows<SheetToken>({"sheet_tokens"}, {{"wave"}, "hash"}, token, {{"wave"}, "hash"}, token);
}

TEST_F(FeedbackRows, OfWhatIsLeftOfAWaveGoWhenTheyAreSaved) {
  save(SealedAnswer{{"wave"}, "key", "sealed"});
  save(SealedAnswer{{"other"}, "key", "sealed"});
  save(SheetToken{{"wave"}, "hash"});
  static const Statement kSpend("INSERT INTO spent_tokens (wave_id, token_hash) "
                                "SELECT wave_id, token_hash FROM sheet_tokens WHERE wave_id = 'wave'");
  execute(kSpend);
  const auto remains = load<SealedRemains>({"wave"});
  ASSERT_EQ(remains.size(), 1U);
  EXPECT_EQ(remains.front(), (SealedRemains{{"wave"}, {"key"}, {"hash"}, {"hash"}}));
  save(remains.front());
  EXPECT_TRUE(load<SealedRemains>({"wave"}).empty());
  EXPECT_EQ(load<SealedRemains>({"other"}).size(), 1U);
}

TEST_F(FeedbackRows, OfAnOpenedSheetAndWhatWasWritten) {
  expect_rows<OpenedSheet>(
      {"opened_sheets"}, {"key", {"wave"}, {"opening"}, "link", "[1]", "{}", true},
      "opened_sheets {wave_id: \"wave\", sheet_key: \"key\", opening_id: \"opening\", link: "
      "\"link\", answers: \"[1]\", scores: \"{}\", readable: 1}\n",
      {"key", {"wave"}, {"other"}, "", "[2]", "{1}", false},
      "opened_sheets {wave_id: \"wave\", sheet_key: \"key\", opening_id: \"other\", link: \"\", "
      "answers: \"[2]\", scores: \"{1}\", readable: 0}\n");
  expect_rows<OpenAnswer>(
      {"open_answers"}, {"key", {"wave"}, {"opening"}, "wish", 1, "words"},
      "open_answers {wave_id: \"wave\", answer_key: \"key\", opening_id: \"opening\", question: "
      "\"wish\", state: 1, text: \"words\"}\n",
      {"key", {"wave"}, {"other"}, "others", 3, ""},
      R"(open_answers {wave_id: "wave", answer_key: "key", opening_id: "other", question: "others", state: 3, text: ""}
)");
}

TEST_F(FeedbackRows, OfWhatAnOpeningLeftGoWhenTheyAreSaved) {
  save(OpenedSheet{"one", {"wave"}, {"opening"}, "", "[]", "{}", true});
  save(OpenedSheet{"two", {"wave"}, {"opening"}, "", "[]", "{}", true});
  save(OpenAnswer{"text", {"wave"}, {"opening"}, "wish", 1, "words"});
  EXPECT_TRUE(load<StagedRemains>({"wave"}).empty()) << "which are left, the opening under way says";
  save(StagedRemains{{"wave"}, {"one"}, {"text"}});
  EXPECT_TRUE(load<OpenedSheet>({{"wave"}, "one"}).empty());
  EXPECT_EQ(load<OpenedSheet>({{"wave"}, "two"}).size(), 1U);
  EXPECT_TRUE(load<OpenAnswer>({{"wave"}, "text"}).empty());
}

}  // namespace
}  // namespace opora::feedback
