#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

class GettingWaves : public FeedbackTest {
 protected:
  static v1::GetWaveRequest request_for(int number) {
    v1::GetWaveRequest request;
    request.set_wave_id(wave_id(number));
    return request;
  }
};

TEST_F(GettingWaves, TellsWhatWasDraftedAndWhatLacksATranslation) {
  add_round();
  auto request = draft();
  auto& group = *request.add_partition_groups();
  group.set_code("with");
  group.add_option_codes("yes");
  auto& others = *request.add_partition_groups();
  others.set_code("without");
  others.add_option_codes("no");
  ASSERT_EQ(refusal(request), "");
  const auto told = answer<v1::GetWaveResponse>(request_for(kFollowUp));
  const v1::Wave& found = told.wave();
  EXPECT_EQ(found.wave_id(), wave_id(kFollowUp));
  EXPECT_EQ(found.series_id(), series_id(1));
  EXPECT_EQ(found.round_id(), round_id(1));
  EXPECT_EQ(found.moment(), v1::MOMENT_FOLLOW_UP);
  EXPECT_EQ(found.months_later(), 3);
  EXPECT_EQ(found.questionnaire(), "check");
  EXPECT_EQ(found.version(), 1);
  EXPECT_EQ(found.time_zone(), "Asia/Almaty");
  EXPECT_EQ(found.opens_local(), "2024-01-10T09:00");
  EXPECT_EQ(found.closes_local(), "2024-01-20T21:00");
  EXPECT_EQ(found.primary_scale(), "own_strain");
  EXPECT_EQ(found.primary_from(), v1::MOMENT_BEFORE);
  EXPECT_EQ(found.primary_to(), v1::MOMENT_AFTER);
  EXPECT_EQ(found.partition_question(), "clients");
  ASSERT_EQ(found.partition_groups_size(), 2);
  EXPECT_EQ(found.partition_groups(1).code(), "without");
  EXPECT_EQ(found.partition_groups(1).option_codes(0), "no");
  ASSERT_EQ(found.keepers_size(), 2);
  EXPECT_EQ(found.keepers(0).account(), "first keeper");
  EXPECT_FALSE(found.has_turnout());
  EXPECT_FALSE(found.has_opening());
  EXPECT_EQ(told.missing_texts_size(), 1);
  EXPECT_EQ(told.unanimity_questions_size(), 1);
}

TEST_F(GettingWaves, NothingOfHowManyHaveAnsweredBeforeItIsCounted) {
  add_round();
  for (int person = 1; person <= 12; ++person) tell(attendance_recorded(person, 1));
  schedule(draft_after());
  at("2023-10-10T09:00");
  const std::string before = answer<v1::GetWaveResponse>(request_for(kAfter)).wave().SerializeAsString();
  const auto sheets = draw(12);
  const std::string drawn = answer<v1::GetWaveResponse>(request_for(kAfter)).wave().SerializeAsString();
  for (const v1::Sheet& sheet : sheets) ASSERT_EQ(refusal(answers(sheet, kAfter)), "");
  EXPECT_EQ(answer<v1::GetWaveResponse>(request_for(kAfter)).wave().SerializeAsString(), drawn);
  EXPECT_NE(drawn, before);
  at("2023-10-14T21:00");
  EXPECT_FALSE(wave(kAfter).has_turnout());
  at("2023-10-16T21:00");
  EXPECT_EQ(wave(kAfter).turnout().answered_count(), 12);
}

TEST_F(GettingWaves, ForThoseWhoLookAfterThem) {
  add_round();
  ASSERT_EQ(refusal(draft()), "");
  EXPECT_EQ(refusal(request_for(kBefore), keeper(1)), "");
  EXPECT_EQ(refusal(request_for(kBefore), coordinator({region_id(1)})), "");
  EXPECT_EQ(refusal(request_for(kBefore), coordinator({region_id(2)})), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(request_for(kBefore), facilitator()), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(request_for(kOtherWave)), "UNKNOWN_WAVE");
}

}  // namespace
}  // namespace opora::feedback::testing
