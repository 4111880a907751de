// What the platform would refuse of waves and answers is refused before anything is loaded, by file, line and column.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "feedback/scales/built_in.h"
#include "feedback/scales/scale_file.h"
#include "opora/load/refused_rows.h"
#include "opora/load/tests/asked_folder.h"
#include "opora/round_folder/wording.h"
#include "round_folder_words.h"

namespace opora::load {
namespace {

using RefusedLines = std::vector<std::string>;

std::vector<Refused> refused_of_waves(const round_folder::Files& files) {
  const round_folder::FolderOnDisk on_disk(files);
  const round_folder::ReadFolder read = round_folder::read_round_folder(on_disk.path());
  for (const auto& defect : read.defects.sorted()) ADD_FAILURE() << to_text(defect);
  return refused_rows(read.folder).kept;
}

RefusedLines lines_of_waves(const round_folder::Files& files) {
  RefusedLines lines;
  for (const Refused& each : refused_of_waves(files))
    lines.push_back(each.file + ":" + std::to_string(each.line) + ":" + each.column + ":" + each.reason);
  return lines;
}

TEST(RefusedWaves, AreNoneOfAGoodFolder) {
  EXPECT_EQ(lines_of_waves(round_folder::folder_with_waves()), RefusedLines());
}

struct RefusedWave {
  std::string rule;
  std::string file, find, replace;
  std::string told;
};

void PrintTo(const RefusedWave& row, std::ostream* out) { *out << row.rule; }

class RefusedWaveTest : public ::testing::TestWithParam<RefusedWave> {};

TEST_P(RefusedWaveTest, IsToldWhereItIsAndInEachLanguage) {
  const auto files = with_waves_edited(GetParam().file, GetParam().find, GetParam().replace);
  EXPECT_EQ(lines_of_waves(files), RefusedLines{GetParam().told});
  for (const Refused& each : refused_of_waves(files))
    for (const std::string& language : round_folder_words().languages()) {
      const std::string said = round_folder::Wording(language).text(each);
      EXPECT_EQ(said.find_first_of("{}"), std::string::npos) << said;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Rules, RefusedWaveTest,
    ::testing::Values(
        RefusedWave{"questionnaire_of_no_kind", "questionnaires/mood.json", "\"single\"", "\"singel\"",
                    "questionnaires/mood.json:0::UNKNOWN_WORD"},
        RefusedWave{"no_json", "questionnaires/mood.json", "{", "(", "questionnaires/mood.json:0::NOT_JSON"},
        RefusedWave{"another_version", "waves.csv", "local_close\nbefore,mood,before,mood,2021-03-20T08:00,"
                                                    "2021-03-26T08:00,2021-03-27T09:00\nafter,mood,after,mood,"
                                                    "2021-03-27T13:00,,2021-04-01T00:00",
                    "local_close,version\nbefore,mood,before,mood,2021-03-20T08:00,2021-03-26T08:00,"
                    "2021-03-27T09:00,1\n"
                    "after,mood,after,mood,2021-03-27T13:00,,2021-04-01T00:00,2",
                    "waves.csv:3:questionnaire:UNKNOWN_QUESTIONNAIRE"},
        RefusedWave{"one_moment_twice", "waves.csv", "after,mood,after", "after,mood,before",
                    "wave-series.csv:2::MOMENT_TWICE"},
        RefusedWave{"at_the_same_time", "waves.csv", "2021-03-27T13:00", "2021-03-27T08:30",
                    "wave-series.csv:2::WAVES_OUT_OF_ORDER"},
        RefusedWave{"closes_first", "waves.csv", "2021-04-01T00:00", "2021-03-27T12:00",
                    "wave-series.csv:2::CLOSES_BEFORE_IT_OPENS"},
        RefusedWave{"one_keeper", "wave-series.csv", "keeper two", "keeper one",
                    "wave-series.csv:2::TWO_KEEPERS_NEEDED"},
        RefusedWave{"groups_by_several_choices", "wave-series.csv", "keeper two,well,well: yes; other: no rather_not",
                    "keeper two,helps,", "wave-series.csv:2::PARTITION_WRONG"},
        RefusedWave{"group_of_no_option", "wave-series.csv", "well: yes;", "well: yess;",
                    "wave-series.csv:2::PARTITION_WRONG"},
        RefusedWave{"answer_to_no_question", "answers.csv", "s1,before,well", "s1,before,wel",
                    "answers.csv:2:question:UNKNOWN_QUESTION"},
        RefusedWave{"answer_to_no_row", "answers.csv", "s1,before,well,,no", "s1,before,well,x,no",
                    "answers.csv:2:row:UNKNOWN_ROW"},
        RefusedWave{"answer_by_no_option", "answers.csv", "s1,before,well,,no", "s1,before,well,,nope",
                    "answers.csv:2:answer:UNKNOWN_OPTION"},
        RefusedWave{"two_of_one_choice", "answers.csv", "s1,before,well,,no", "s1,before,well,,no yes",
                    "answers.csv:2::TOO_MANY_OPTIONS"},
        RefusedWave{"no_number", "answers.csv", "days,,3", "days,,three", "answers.csv:4:answer:BAD_NUMBER"},
        RefusedWave{"a_number_too_large", "answers.csv", "days,,3", "days,,15", "answers.csv:4::NUMBER_OUT_OF_RANGE"},
        RefusedWave{"a_hidden_question", "answers.csv", "s2,before,well,,no", "s2,before,well,,yes",
                    "answers.csv:10::ANSWER_TO_HIDDEN_QUESTION"},
        RefusedWave{"a_required_question_left_out", "answers.csv", "s2,before,well,,no\n", "",
                    "answers.csv:7::ANSWER_REQUIRED"},
        RefusedWave{"a_text_too_long", "answers.csv", "Too much to do, as ever", std::string(101, 'x'),
                    "answers.csv:10::ANSWER_TOO_LONG"}),
    [](const auto& test) { return test.param.rule; });

TEST(RefusedWaves, SayWhereInAFileTheMistakeIs) {
  const auto refused =
      refused_of_waves(with_waves_edited("questionnaires/mood.json", "\"is\": \"no\"", "\"is\": \"on\""));
  ASSERT_EQ(refused.size(), 1u);
  EXPECT_EQ(round_folder::Wording().text(refused[0]),
            "questionnaires/mood.json: UNKNOWN_OPTION: questions[3].shown_if.all[0].is: The question \"well\" has no "
            "option \"on\": correct the code.");
}

TEST(RefusedWaves, AreOfTwoFilesThatAreOneVersion) {
  auto files = round_folder::folder_with_waves();
  files["questionnaires/other.json"] = round_folder::mood_questionnaire();
  EXPECT_EQ(lines_of_waves(files), RefusedLines{"questionnaires/other.json:0::KEY_TWICE"});
}

TEST(RefusedWaves, GoByTheZoneThatTheSeriesNames) {
  auto files = round_folder::folder_with_waves();
  files["sessions.csv"] = "key,round,project,room,kind,topic,audience,title_en,local_start,duration_minutes,capacity,"
                          "local_registration_end\n";
  files["groups.csv"] = "key,session,organisation,head_count,members\n";
  files["cancellations.csv"] = "group\n";
  files["attendances.csv"] = "session,person,scanned_at\n";
  EXPECT_EQ(lines_of_waves(files), RefusedLines{"wave-series.csv:2:time_zone:TIME_ZONE_NEEDED"});
  files["wave-series.csv"] =
      "key,round,first_keeper,second_keeper,entered_afterwards,invented,time_zone\n"
      "mood,2021,keeper one,keeper two,yes,yes,Asia/Almaty\n";
  EXPECT_EQ(lines_of_waves(files), RefusedLines());
}

// The wording of a scale that is built in is in no folder that asks it, unless it brings it.
TEST(RefusedWaves, AreOfScalesWithoutWording) {
  auto files = round_folder::folder_with_waves();
  files["questionnaires/tired.json"] = R"({
    "schema": "opora-questionnaire/1", "id": "tired", "version": 1, "languages": ["en"], "title": {"en": "Tired"},
    "scales": [{"id": "cbi_personal", "scoring_version": 1}],
    "questions": [{"id": "tired", "kind": "matrix", "text": {"en": "Placeholder"}, "rows": [
      {"code": "p1", "item": {"scale": "cbi_personal", "code": "p1"}},
      {"code": "p2", "item": {"scale": "cbi_personal", "code": "p2"}},
      {"code": "p3", "item": {"scale": "cbi_personal", "code": "p3"}},
      {"code": "p4", "item": {"scale": "cbi_personal", "code": "p4"}},
      {"code": "p5", "item": {"scale": "cbi_personal", "code": "p5"}},
      {"code": "p6", "item": {"scale": "cbi_personal", "code": "p6"}}]}]
  })";
  EXPECT_EQ(lines_of_waves(files), RefusedLines{"questionnaires/tired.json:0::SCALE_WITHOUT_WORDING"});
  scales::Scale worded = *scales::find_built_in(scales::kCbiPersonal);
  scales::Wording wording{"en", 1, "Placeholders of a test", "None", "Nobody", "2026-12-01"};
  for (const scales::Item& item : worded.items) wording.items[item.code] = "item " + item.code;
  for (const scales::OptionSet& set : worded.option_sets)
    for (const scales::Option& option : set.options) wording.options[set.code][option.code] = "option " + option.code;
  worded.wordings = {wording};
  files["scales/cbi_personal.json"] = scales::canonical_json(worded);
  EXPECT_EQ(lines_of_waves(files), RefusedLines());
  files["scales/cbi_personal.json"] = "{}";
  EXPECT_NE(lines_of_waves(files), RefusedLines()) << "the file is refused by itself";
}

}  // namespace
}  // namespace opora::load
