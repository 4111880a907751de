// What a folder asks, beside a platform that has nothing of it, all of it, or something else under its keys.
#include "opora/load/compare_waves.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "feedback/questionnaire/reading.h"
#include "feedback/scales/built_in.h"
#include "feedback/scales/scale_file.h"
#include "opora/load/tests/asked_folder.h"
#include "opora/round_folder/wording.h"

namespace opora::load {
namespace {

namespace v1 = feedback::v1;
using Names = std::vector<std::string>;

// A platform to which this was loaded, its waves so far.
StandingWaves standing_with(const WavesOfFolder& waves, v1::WaveStatus status, int sheet_count = 0) {
  StandingWaves standing;
  for (const BroughtQuestionnaire& each : waves.definitions.questionnaires)
    standing.questionnaires[{each.asked.id, each.asked.version}] = questionnaire::canonical_json(each.asked);
  for (const PlannedSeries& series : waves.series)
    for (const v1::WavePlan& plan : series.draft.waves()) {
      v1::Wave& wave = standing.waves[plan.wave_id()];
      wave.set_wave_id(plan.wave_id());
      wave.set_round_id(series.draft.round_id());
      wave.set_moment(plan.moment());
      wave.set_questionnaire(plan.questionnaire());
      wave.set_version(plan.version());
      wave.set_time_zone(series.draft.time_zone());
      wave.set_opens_local(plan.opens_local());
      wave.set_reminds_local(plan.reminds_local());
      wave.set_closes_local(plan.closes_local());
      wave.set_grace_hours(48);
      wave.set_entered_afterwards(true);
      wave.set_partition_question(series.draft.partition_question());
      *wave.mutable_partition_groups() = series.draft.partition_groups();
      wave.set_status(status);
      wave.set_sheet_count(sheet_count);
    }
  return standing;
}

Comparison compared_waves(const WavesOfFolder& waves, const StandingWaves& standing) {
  Comparison comparison;
  compare_waves(waves, standing, comparison);
  return comparison;
}

Names stages_of(const Comparison& comparison) {
  Names names;
  for (const Stage& stage : comparison.to_do.stages)
    names.push_back(stage.name + " " + std::to_string(stage.command_count()));
  return names;
}

Names refused_in(const Comparison& comparison) {
  Names lines;
  for (const Refused& each : comparison.refused.kept)
    lines.push_back(round_folder::Wording().place(each) + " " + each.reason);
  return lines;
}

TEST(ComparedWaves, AreNewWhereNothingOfThemIs) {
  const AskedFolder folder;
  const Comparison comparison = compared_waves(folder.waves(), {});
  EXPECT_EQ(refused_in(comparison), Names());
  EXPECT_EQ(stages_of(comparison), (Names{"questionnaires 1", "waves 1"}));
  EXPECT_EQ(comparison.tables.at("waves.csv").new_count, 2u);
  EXPECT_EQ(comparison.tables.at("wave-series.csv").new_count, 1u);
  EXPECT_EQ(comparison.tables.at("questionnaires/mood.json").new_count, 1u);
  EXPECT_EQ(comparison.tables.at("answers.csv").new_count, 59u);
  EXPECT_EQ(comparison.series_to_enter, std::set<std::string>{"mood"});
  EXPECT_TRUE(comparison.has_work());
  EXPECT_FALSE(comparison.asks_first());
}

TEST(ComparedWaves, AreTheSameOnceNobodyCanAnswerThem) {
  const AskedFolder folder;
  for (const auto status : {v1::WAVE_STATUS_CLOSED, v1::WAVE_STATUS_COUNTED, v1::WAVE_STATUS_OPENED,
                            v1::WAVE_STATUS_DESTROYED, v1::WAVE_STATUS_LOST}) {
    const Comparison comparison = compared_waves(folder.waves(), standing_with(folder.waves(), status, 10));
    EXPECT_EQ(refused_in(comparison), Names());
    EXPECT_FALSE(comparison.has_work()) << status;
    EXPECT_EQ(comparison.tables.at("answers.csv").same_count, 59u);
    EXPECT_EQ(comparison.tables.at("waves.csv").same_count, 2u);
  }
}

TEST(ComparedWaves, HaveAnswersToEnterAsLongAsNoneOfThemWas) {
  const AskedFolder folder;
  for (const auto status : {v1::WAVE_STATUS_DRAFT, v1::WAVE_STATUS_SCHEDULED, v1::WAVE_STATUS_ANSWERING}) {
    const Comparison comparison = compared_waves(folder.waves(), standing_with(folder.waves(), status));
    EXPECT_EQ(stages_of(comparison), Names());
    EXPECT_EQ(comparison.series_to_enter, std::set<std::string>{"mood"});
    EXPECT_TRUE(comparison.has_work());
  }
  const Comparison cut_off =
      compared_waves(folder.waves(), standing_with(folder.waves(), v1::WAVE_STATUS_ANSWERING, 10));
  EXPECT_EQ(refused_in(cut_off), Names{"wave-series.csv, line 2 WAVES_HALF_ENTERED"});
  EXPECT_TRUE(cut_off.series_to_enter.empty());
}

TEST(ComparedWaves, StayAsTheyWereDrafted) {
  const AskedFolder folder;
  StandingWaves standing = standing_with(folder.waves(), v1::WAVE_STATUS_OPENED);
  const std::string after = folder.series().waves.at(1).id;
  standing.waves.at(after).set_closes_local("2021-04-02T00:00");
  const Comparison comparison = compared_waves(folder.waves(), standing);
  ASSERT_EQ(comparison.refused.total, 1u);
  EXPECT_EQ(to_text(comparison.refused.kept[0]),
            "waves.csv, line 3, column \"local_close\": ID_TAKEN: The platform has it otherwise: \"local_close\" "
            "\"2021-04-02T00:00\" → \"2021-04-01T00:00\". What was drafted stays as it is: put it back, or give the "
            "series and its waves other keys.");
}

TEST(ComparedWaves, AreRefusedWhereTheirSeriesIsAnother) {
  const AskedFolder folder;
  struct Case {
    void (*change)(v1::Wave& wave);
    const char* column;
  };
  const Case cases[] = {{[](v1::Wave& wave) { wave.set_time_zone("Asia/Almaty"); }, "time_zone"},
                        {[](v1::Wave& wave) { wave.set_grace_hours(24); }, "grace_hours"},
                        {[](v1::Wave& wave) { wave.set_entered_afterwards(false); }, "entered_afterwards"},
                        {[](v1::Wave& wave) { wave.set_primary_scale("own_strain"); }, "primary_scale"},
                        {[](v1::Wave& wave) { wave.clear_partition_groups(); }, "partition_groups"}};
  for (const Case& each : cases) {
    StandingWaves standing = standing_with(folder.waves(), v1::WAVE_STATUS_OPENED);
    for (auto& [id, wave] : standing.waves) each.change(wave);
    const std::string place = std::string("wave-series.csv, line 2, column \"") + each.column + "\" ID_TAKEN";
    EXPECT_EQ(refused_in(compared_waves(folder.waves(), standing)), Names{place});
  }
}

TEST(ComparedWaves, AreRefusedWhereOneIsMissing) {
  const AskedFolder folder;
  StandingWaves standing = standing_with(folder.waves(), v1::WAVE_STATUS_OPENED);
  standing.waves.erase(folder.series().waves.at(1).id);
  EXPECT_EQ(refused_in(compared_waves(folder.waves(), standing)),
            Names{"waves.csv, line 3, column \"key\" ID_TAKEN"});
}

TEST(ComparedQuestionnaires, AreRefusedWhereTheVersionAsksSomethingElse) {
  const AskedFolder folder;
  StandingWaves standing = standing_with(folder.waves(), v1::WAVE_STATUS_OPENED);
  standing.questionnaires.begin()->second = "{}";
  EXPECT_EQ(refused_in(compared_waves(folder.waves(), standing)), Names{"questionnaires/mood.json VERSION_TAKEN"});
}

// A version keeps the words in which it was asked, so one that is there needs no scale.
TEST(ComparedScales, AreBroughtByNewVersionsAlone) {
  auto files = round_folder::folder_with_waves();
  files["scales/own_strain.json"] = scales::canonical_json(*scales::find_built_in(scales::kOwnStrain));
  files["questionnaires/strain.json"] = R"({
    "schema": "opora-questionnaire/1", "id": "strain", "version": 1, "languages": ["en"], "title": {"en": "Strain"},
    "scales": [{"id": "own_strain", "scoring_version": 1}],
    "questions": [{"id": "strain", "kind": "matrix", "text": {"en": "How much?"}, "rows": [
      {"code": "s1", "item": {"scale": "own_strain", "code": "s1"}},
      {"code": "s2", "item": {"scale": "own_strain", "code": "s2"}},
      {"code": "s3", "item": {"scale": "own_strain", "code": "s3"}},
      {"code": "s4", "item": {"scale": "own_strain", "code": "s4"}},
      {"code": "s5", "item": {"scale": "own_strain", "code": "s5"}}]}]
  })";
  const AskedFolder folder(files);
  const Comparison fresh = compared_waves(folder.waves(), {});
  EXPECT_EQ(stages_of(fresh), (Names{"scales 1", "questionnaires 2", "waves 1"}));
  EXPECT_EQ(fresh.tables.at("scales/own_strain.json").new_count, 1u);
  const Comparison again =
      compared_waves(folder.waves(), standing_with(folder.waves(), v1::WAVE_STATUS_OPENED));
  EXPECT_EQ(stages_of(again), Names());
  EXPECT_EQ(again.tables.at("scales/own_strain.json").same_count, 1u);
}

// Whoever loads a folder again, on another day or from another machine, drafts the same.
TEST(PlannedWaves, HaveTheSameIdsEachTime) {
  const AskedFolder one, other;
  EXPECT_EQ(one.series().draft.SerializeAsString(), other.series().draft.SerializeAsString());
  EXPECT_EQ(one.series().waves.at(0).id, one.series().draft.waves(0).wave_id());
}

TEST(PlannedWaves, StandByTheirMoments) {
  const AskedFolder folder;
  const v1::DraftWavesRequest& draft = folder.series().draft;
  EXPECT_EQ(draft.time_zone(), "Europe/Sofia") << "where the round's sessions are";
  EXPECT_EQ(draft.keepers(1), "keeper two");
  EXPECT_EQ(draft.waves(0).moment(), v1::MOMENT_BEFORE);
  EXPECT_EQ(draft.waves(0).version(), 1);
  EXPECT_EQ(draft.waves(0).reminds_local(), "2021-03-26T08:00");
  EXPECT_TRUE(draft.entered_afterwards());
  EXPECT_EQ(folder.series().sheet_keys().size(), 10u);
  EXPECT_EQ(folder.series().waves.at(0).sheets.size(), 10u);
  EXPECT_EQ(folder.series().waves.at(0).sheets.at(0).answers.at(1).options,
            (std::vector<std::string>{"sleep", "talk"}));
}

}  // namespace
}  // namespace opora::load
