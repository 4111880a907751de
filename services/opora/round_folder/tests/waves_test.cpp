// Series of waves, waves and answers: a good folder is read whole, and each way to spoil it is found where it is.
#include "opora/round_folder/tests/waves_folder.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "opora/round_folder/folder.h"
#include "opora/round_folder/wording.h"
#include "round_folder_words.h"

namespace opora::round_folder {
namespace {

using WaveLines = std::vector<std::string>;

WaveLines defects_of_waves(const Files& files) {
  const FolderOnDisk folder(files);
  const Defects defects = read_round_folder(folder.path()).defects;
  WaveLines lines;
  for (const Defect& defect : defects.sorted())
    lines.push_back(defect.file + ":" + std::to_string(defect.line) + ":" + defect.column + ":" + defect.reason);
  return lines;
}

TEST(FolderWithWaves, IsReadWhole) {
  const FolderOnDisk on_disk(folder_with_waves());
  const ReadFolder read = read_round_folder(on_disk.path());
  ASSERT_TRUE(read.defects.empty()) << to_text(read.defects.sorted()[0]);
  const RoundFolder& folder = read.folder;
  ASSERT_EQ(folder.wave_series.size(), 1u);
  const WaveSeries& series = folder.wave_series[0];
  EXPECT_EQ(series.keepers, (WaveLines{"keeper one", "keeper two"}));
  EXPECT_EQ(series.partition_question, "well");
  ASSERT_EQ(series.partition_groups.size(), 2u);
  EXPECT_EQ(series.partition_groups[1].code, "other");
  EXPECT_EQ(series.partition_groups[1].options, (WaveLines{"no", "rather_not"}));
  EXPECT_TRUE(series.entered_afterwards);
  EXPECT_TRUE(series.invented);
  EXPECT_EQ(series.grace_hours, 0);
  ASSERT_EQ(folder.waves.size(), 2u);
  EXPECT_EQ(folder.waves[0].moment, feedback::v1::MOMENT_BEFORE);
  EXPECT_EQ(folder.waves[0].local_remind, "2021-03-26T08:00");
  EXPECT_EQ(folder.waves[1].local_remind, "");
  EXPECT_EQ(folder.waves[1].version, 0) << "the newest";
  EXPECT_EQ(folder.answers.size(), 59u);
  EXPECT_EQ(folder.answers[1].answer, "sleep talk");
  ASSERT_EQ(folder.questionnaires.size(), 1u);
  EXPECT_EQ(folder.questionnaires[0].file, "questionnaires/mood.json");
  EXPECT_EQ(folder.questionnaires[0].text, mood_questionnaire());
  EXPECT_TRUE(folder.scales.empty());
}

TEST(FolderWithWaves, MayHaveNoAnswersYet) {
  Files files = folder_with_waves();
  files.erase("answers.csv");
  EXPECT_EQ(defects_of_waves(files), WaveLines());
}

TEST(FolderWithWaves, HoldsOtherFilesBesideItsDefinitions) {
  Files files = folder_with_waves();
  files["questionnaires/notes.txt"] = "why";
  files["questionnaires/._mood.json"] = "\x05";
  files["scales/README.md"] = "none";
  const FolderOnDisk on_disk(files);
  EXPECT_EQ(read_round_folder(on_disk.path()).folder.questionnaires.size(), 1u);
}

TEST(FolderWithWaves, HoldsNoDefinitionLongerThanAnyMayBe) {
  Files files = folder_with_waves();
  files["questionnaires/mood.json"] = std::string((std::size_t{4} << 20) + 1, ' ');
  EXPECT_EQ(defects_of_waves(files), WaveLines{"questionnaires/mood.json:0::FILE_TOO_LARGE"});
}

struct SpoiltWaves {
  std::string rule;
  std::string file, find, replace;
  std::string told;
};

void PrintTo(const SpoiltWaves& spoilt, std::ostream* out) { *out << spoilt.rule; }

class SpoiltWavesTest : public testing::TestWithParam<SpoiltWaves> {};

TEST_P(SpoiltWavesTest, IsRefusedWhereItIsSpoilt) {
  const SpoiltWaves& spoilt = GetParam();
  Files files = folder_with_waves();
  std::string& text = files[spoilt.file];
  const auto at = text.find(spoilt.find);
  ASSERT_NE(at, std::string::npos) << "the row's edit finds nothing";
  text.replace(at, spoilt.find.size(), spoilt.replace);
  EXPECT_EQ(defects_of_waves(files), WaveLines{spoilt.told});
  const FolderOnDisk folder(files);
  const Defects defects = read_round_folder(folder.path()).defects;
  for (const std::string& language : round_folder_words().languages()) {
    const std::string said = Wording(language, defects.names()).text(defects.sorted().at(0));
    EXPECT_EQ(said.find_first_of("{}"), std::string::npos) << said;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Rules, SpoiltWavesTest,
    testing::Values(
        SpoiltWaves{"series_of_no_round", "wave-series.csv", "mood,2021", "mood,2020",
                    "wave-series.csv:2:round:UNKNOWN_ROUND"},
        SpoiltWaves{"no_second_keeper", "wave-series.csv", "keeper two", "",
                    "wave-series.csv:2:second_keeper:EMPTY_CELL"},
        SpoiltWaves{"perhaps_invented", "wave-series.csv", "yes,yes", "yes,perhaps",
                    "wave-series.csv:2:invented:UNKNOWN_CODE"},
        SpoiltWaves{"groups_without_options", "wave-series.csv", "well: yes;", "well;",
                    "wave-series.csv:2:partition_groups:BAD_GROUPS"},
        SpoiltWaves{"series_twice", "wave-series.csv", "yes,yes\n", "yes,yes\nmood,2021,a,b,,,yes,yes\n",
                    "wave-series.csv:3:key:KEY_TWICE"},
        SpoiltWaves{"unknown_moment", "waves.csv", "mood,before,", "mood,during,", "waves.csv:2:moment:UNKNOWN_CODE"},
        SpoiltWaves{"no_such_time", "waves.csv", "2021-04-01T00:00", "2021-04-31T00:00",
                    "waves.csv:3:local_close:BAD_TIME"},
        SpoiltWaves{"a_wave_that_never_opens", "waves.csv", "2021-03-27T13:00", "",
                    "waves.csv:3:local_open:EMPTY_CELL"},
        SpoiltWaves{"answer_to_no_wave", "answers.csv", "s1,before,well", "s1,befor,well",
                    "answers.csv:2:wave:UNKNOWN_WAVE"},
        SpoiltWaves{"the_same_twice", "answers.csv", "s1,before,days", "s1,before,well",
                    "answers.csv:4:question:ANSWER_TWICE"},
        SpoiltWaves{"no_answer", "answers.csv", "well,,no", "well,,", "answers.csv:2:answer:EMPTY_CELL"},
        SpoiltWaves{"whose_sheet", "answers.csv", "s1,before,well", "Ana,before,well", "answers.csv:2:sheet:BAD_KEY"}),
    [](const auto& test) { return test.param.rule; });

TEST(FolderWithWaves, IsRefusedWhereRowsContradictEachOther) {
  Files files = folder_with_waves();
  files["waves.csv"] += "late,other,follow-up,mood,2021-09-01T08:00,,2021-09-08T08:00\n";
  EXPECT_EQ(defects_of_waves(files), WaveLines{"waves.csv:4:series:UNKNOWN_SERIES"});
  files = folder_with_waves();
  files["wave-series.csv"] += "other,2021,a,b,,,yes,no\n";
  EXPECT_EQ(defects_of_waves(files), WaveLines{"wave-series.csv:3::SERIES_WITHOUT_WAVES"});
}

// Nobody enters answers of people who answer themselves.
TEST(FolderWithWaves, HasNoAnswersToLiveWaves) {
  Files files = folder_with_waves();
  std::string& series = files["wave-series.csv"];
  series.replace(series.find("yes,yes"), 7, "no,no");
  EXPECT_EQ(defects_of_waves(files), WaveLines{"wave-series.csv:2:entered_afterwards:ANSWERS_OF_LIVE_WAVE"});
  files.erase("answers.csv");
  EXPECT_EQ(defects_of_waves(files), WaveLines());
  series.replace(series.find("no,no"), 5, "no,yes");
  EXPECT_EQ(defects_of_waves(files), WaveLines{"wave-series.csv:2:invented:INVENTED_AND_LIVE"});
}

// The platform would destroy them.
TEST(FolderWithWaves, HasTenAnswersToAWaveOrNoneToItsSeries) {
  Files files = folder_with_waves();
  std::string& answers = files["answers.csv"];
  answers.erase(answers.find("s10,after,well"));
  EXPECT_EQ(defects_of_waves(files), WaveLines{"waves.csv:3::FEW_ANSWERS"});
}

}  // namespace
}  // namespace opora::round_folder
