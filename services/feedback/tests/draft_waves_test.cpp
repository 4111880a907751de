#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

struct DraftCase {
  const char* rule;
  void (*change)(v1::DraftWavesRequest&);
  const char* reason;
};

class DraftingRules : public FeedbackTest, public ::testing::WithParamInterface<DraftCase> {};

TEST_P(DraftingRules, AreKept) {
  add_round();
  v1::DraftWavesRequest request = draft();
  GetParam().change(request);
  EXPECT_EQ(refusal(request), GetParam().reason) << GetParam().rule;
  EXPECT_EQ(service.events().size(), 0U);
}

using Request = v1::DraftWavesRequest;

INSTANTIATE_TEST_SUITE_P(
    Rules, DraftingRules,
    ::testing::Values(
        DraftCase{"right as it is", [](Request&) {}, ""},
        DraftCase{"a round that nobody planned", [](Request& r) { r.set_round_id(round_id(7)); }, "UNKNOWN_ROUND"},
        DraftCase{"one project", [](Request& r) { r.set_project_id(project_id(2)); }, ""},
        DraftCase{"a project of another round", [](Request& r) { r.set_project_id(project_id(7)); },
                  "PROJECT_NOT_IN_ROUND"},
        DraftCase{"one session", [](Request& r) { r.set_session_id(session_id(2)); }, ""},
        DraftCase{"a session that nobody published", [](Request& r) { r.set_session_id(session_id(7)); },
                  "UNKNOWN_SESSION"},
        DraftCase{"a session of another project",
                  [](Request& r) {
                    r.set_session_id(session_id(1));
                    r.set_project_id(project_id(2));
                  },
                  "SESSION_OUTSIDE_ROUND"},
        DraftCase{"one keeper", [](Request& r) { r.mutable_keepers()->RemoveLast(); }, "TWO_KEEPERS_NEEDED"},
        DraftCase{"the same twice", [](Request& r) { r.set_keepers(1, r.keepers(0)); }, "TWO_KEEPERS_NEEDED"},
        DraftCase{"two waves of one id", [](Request& r) { r.mutable_waves(1)->set_wave_id(wave_id(kBefore)); },
                  "WAVE_TWICE"},
        DraftCase{"two waves after", [](Request& r) { r.mutable_waves(0)->set_moment(v1::MOMENT_AFTER); },
                  "MOMENT_TWICE"},
        DraftCase{"a follow-up at once", [](Request& r) { r.mutable_waves(2)->set_months_later(0); },
                  "MONTHS_LATER_WRONG"},
        DraftCase{"a wave before, months later", [](Request& r) { r.mutable_waves(0)->set_months_later(1); },
                  "MONTHS_LATER_WRONG"},
        DraftCase{"no such zone", [](Request& r) { r.set_time_zone("Asia/Nowhere"); }, "UNKNOWN_TIME_ZONE"},
        DraftCase{"a time that the clocks jump over",
                  [](Request& r) {
                    r.set_time_zone("Europe/Sofia");
                    r.mutable_waves(2)->set_opens_local("2024-03-31T03:30");
                    r.mutable_waves(2)->set_closes_local("2024-04-05T03:30");
                  },
                  "LOCAL_TIME_SKIPPED"},
        DraftCase{"closes as it opens",
                  [](Request& r) { r.mutable_waves(1)->set_closes_local(r.waves(1).opens_local()); },
                  "CLOSES_BEFORE_IT_OPENS"},
        DraftCase{"reminds as it opens",
                  [](Request& r) { r.mutable_waves(0)->set_reminds_local(r.waves(0).opens_local()); }, ""},
        DraftCase{"reminds as it closes",
                  [](Request& r) { r.mutable_waves(0)->set_reminds_local(r.waves(0).closes_local()); },
                  "REMINDS_OUTSIDE_WAVE"},
        DraftCase{"after before before",
                  [](Request& r) {
                    r.mutable_waves(0)->set_moment(v1::MOMENT_AFTER);
                    r.mutable_waves(1)->set_moment(v1::MOMENT_BEFORE);
                  },
                  "WAVES_OUT_OF_ORDER"},
        DraftCase{"two waves at once",
                  [](Request& r) { r.mutable_waves(1)->set_opens_local("2023-10-04T20:59"); }, "WAVES_OUT_OF_ORDER"},
        DraftCase{"one opens as the other closes",
                  [](Request& r) { r.mutable_waves(1)->set_opens_local("2023-10-04T21:00"); }, ""},
        DraftCase{"over by now",
                  [](Request& r) {
                    r.mutable_waves(0)->set_reminds_local("");
                    r.mutable_waves(0)->set_opens_local("2023-09-01T09:00");
                    r.mutable_waves(0)->set_closes_local("2023-10-01T06:00");  // now
                  },
                  "CLOSES_IN_THE_PAST"},
        DraftCase{"over by now, and entered afterwards",
                  [](Request& r) {
                    r.mutable_waves(0)->set_reminds_local("");
                    r.mutable_waves(0)->set_opens_local("2017-05-20T09:00");
                    r.mutable_waves(0)->set_closes_local("2017-05-22T09:00");
                    r.set_entered_afterwards(true);
                  },
                  ""},
        DraftCase{"a pair the wrong way round",
                  [](Request& r) {
                    r.set_primary_from(v1::MOMENT_AFTER);
                    r.set_primary_to(v1::MOMENT_BEFORE);
                  },
                  "PRIMARY_PAIR_WRONG"},
        DraftCase{"a scale without a pair", [](Request& r) { r.clear_primary_to(); }, "PRIMARY_PAIR_WRONG"},
        DraftCase{"no primary scale",
                  [](Request& r) {
                    r.clear_primary_scale();
                    r.clear_primary_from();
                    r.clear_primary_to();
                  },
                  ""},
        DraftCase{"a scale that it doesn't ask", [](Request& r) { r.set_primary_scale("cbi_work"); },
                  "PRIMARY_SCALE_NOT_ASKED"},
        DraftCase{"parted by what people wrote", [](Request& r) { r.set_partition_question("wish"); },
                  "PARTITION_WRONG"},
        DraftCase{"groups of nothing", [](Request& r) { r.add_partition_groups()->set_code("all"); },
                  "INVALID_REQUEST"},
        DraftCase{"one option in two groups",
                  [](Request& r) {
                    for (const char* code : {"some", "others"}) {
                      auto& group = *r.add_partition_groups();
                      group.set_code(code);
                      group.add_option_codes("yes");
                    }
                  },
                  "PARTITION_WRONG"},
        DraftCase{"a version that nobody added", [](Request& r) { r.mutable_waves(2)->set_version(2); },
                  "UNKNOWN_QUESTIONNAIRE"}),
    [](const auto& info) { return "Row" + std::to_string(info.index); });

class DraftingWaves : public FeedbackTest {};

TEST_F(DraftingWaves, SaysWhatToLookAt) {
  add_round();
  const auto drafted = answer<v1::DraftWavesResponse>(draft());
  ASSERT_EQ(drafted.unanimity_questions_size(), 1);
  EXPECT_EQ(drafted.unanimity_questions(0), "clients");
  ASSERT_EQ(drafted.missing_texts_size(), 1);
  EXPECT_EQ(drafted.missing_texts(0).language(), "ru");
  EXPECT_EQ(drafted.missing_texts(0).path(), "questions[2].text");
  const v1::Wave before = wave(kBefore);
  EXPECT_EQ(before.status(), v1::WAVE_STATUS_DRAFT);
  EXPECT_EQ(before.grace_hours(), 48);
  EXPECT_EQ(before.opens_at_us(), in_almaty("2023-10-02T09:00").us);
  EXPECT_EQ(before.keepers_size(), 2);
}

TEST_F(DraftingWaves, TheSameAgainChangesNothing) {
  add_round();
  ASSERT_EQ(refusal(draft()), "");
  EXPECT_EQ(refusal(draft()), "");
  schedule();
  EXPECT_EQ(refusal(draft()), "") << "also once it is scheduled";
  EXPECT_EQ(status(kBefore), v1::WAVE_STATUS_SCHEDULED);
  v1::DraftWavesRequest other = draft();
  other.mutable_waves(0)->set_closes_local("2023-10-05T21:00");
  EXPECT_EQ(refusal(other), "ID_TAKEN");
  other = draft();
  other.set_grace_hours(24);
  EXPECT_EQ(refusal(other), "ID_TAKEN");
  other = draft_after();
  EXPECT_EQ(refusal(other), "ID_TAKEN") << "fewer waves";
  other.set_series_id(series_id(2));
  EXPECT_EQ(refusal(other), "ID_TAKEN") << "a wave of another series";
}

TEST_F(DraftingWaves, IsForWhoeverLooksAfterTheRound) {
  add_round();
  EXPECT_EQ(refusal(draft(), coordinator({region_id(2)})), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(draft(), facilitator()), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(draft(), keeper(1)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(draft(), coordinator({region_id(2), region_id(1)})), "");
}

}  // namespace
}  // namespace opora::feedback::testing
