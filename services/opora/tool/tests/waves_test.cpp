// What is said of waves: how far they are and whom they wait for, and before they are counted no number.
#include "opora/tool/waves.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "opora_tool_words.h"
#include "platform/files/read_up_to.h"
#include "platform/testing/engines.h"

namespace opora::tool {
namespace {

using feedback::v1::Wave;
using ToldLines = std::vector<std::string>;

Wave wave_that_waits() {
  Wave wave;
  wave.set_wave_id("the-wave");
  wave.set_series_id("the-series");
  wave.set_moment(feedback::v1::MOMENT_AFTER);
  wave.set_questionnaire("own_strain_after");
  wave.set_version(2);
  wave.set_time_zone("Asia/Almaty");
  wave.set_opens_local("2017-10-14T12:00");
  wave.set_closes_local("2017-10-17T20:00");
  wave.set_status(feedback::v1::WAVE_STATUS_DRAFT);
  for (const char* account : {"lidia", "vadim"}) wave.add_keepers()->set_account(account);
  wave.mutable_keepers(0)->set_has_confirmed(true);
  return wave;
}

Wave wave_that_is_opened() {
  Wave wave = wave_that_waits();
  wave.set_status(feedback::v1::WAVE_STATUS_OPENED);
  wave.set_sheet_count(30);
  wave.mutable_turnout()->set_answered_count(17);
  wave.mutable_turnout()->set_eligible_count(19);
  wave.mutable_turnout()->set_eligible_count_at_most(19);
  wave.mutable_opening()->set_opened_by("vadim");
  wave.mutable_opening()->set_opened_at_us(1'508'500'800'000'000);  // 2017-10-20 12:00 UTC
  return wave;
}

ToldLines told_of(const Wave& wave, const char* language = "en") { return lines_of(wave, Sentences(language)); }

bool says(const ToldLines& lines, const std::string& line) { return std::ranges::count(lines, "    " + line) == 1; }

TEST(WaveLines, SayWhatItAsksWhenAndWhomItWaitsFor) {
  EXPECT_EQ(told_of(wave_that_waits()),
            (ToldLines{"After the sessions: the-wave, own_strain_after/2, 2017-10-14T12:00 – 2017-10-17T20:00 "
                       "Asia/Almaty",
                       "    Waits for its keepers: nobody can answer", "    Series the-series",
                       "    Keeper lidia: confirmed", "    Keeper vadim: not confirmed yet"}));
}

TEST(WaveLines, SayAfterTheCountWhoAnsweredAndByWhomItWasOpened) {
  const ToldLines lines = told_of(wave_that_is_opened());
  EXPECT_TRUE(says(lines, "Answered: 17 of 19"));
  EXPECT_TRUE(says(lines, "Sheets drawn for the series: 30"));
  EXPECT_TRUE(says(lines, "Opened by vadim, 2017-10-20T18:00 Asia/Almaty")) << "by the clocks there";
}

TEST(WaveLines, SayNoShareThatIsNone) {
  Wave wave = wave_that_is_opened();
  wave.mutable_turnout()->set_eligible_count_at_most(25);
  wave.mutable_turnout()->set_more_answers_than_eligible(true);
  wave.mutable_turnout()->set_registered_late_count(1);
  wave.mutable_turnout()->set_is_late_unknown(true);
  wave.mutable_opening()->set_unreadable_count(2);
  wave.set_entered_afterwards(true);
  const ToldLines lines = told_of(wave);
  EXPECT_TRUE(says(lines, "Answered: 17 of 19 to 25"));
  EXPECT_TRUE(says(lines, "There are more answers than people who could have answered: no shares are shown"));
  EXPECT_TRUE(says(lines, "Told only after the count: 1 person"));
  EXPECT_TRUE(says(lines, "The logs were restored since: nobody can tell who was told late"));
  EXPECT_TRUE(says(lines, "2 of them can't be read"));
  EXPECT_TRUE(says(lines, "Answered on paper, entered afterwards"));
}

// Until it is counted there is nothing by which to watch who answers.
TEST(WaveLines, HoldNoNumberOfAnswersBeforeTheCount) {
  Wave wave = wave_that_waits();
  wave.set_status(feedback::v1::WAVE_STATUS_ANSWERING);
  for (const std::string& line : told_of(wave)) EXPECT_EQ(line.find("Answered"), std::string::npos) << line;
}

TEST(WaveLines, AreThereForEachStatusMomentAndLanguage) {
  for (const std::string& language : opora_tool_words().languages()) {
    std::set<std::string> said;
    Wave wave = wave_that_waits();
    for (int status = feedback::v1::WAVE_STATUS_DRAFT; status <= feedback::v1::WaveStatus_MAX; ++status) {
      wave.set_status(static_cast<feedback::v1::WaveStatus>(status));
      said.insert(told_of(wave, language.c_str()).at(1));
    }
    EXPECT_EQ(said.size(), static_cast<std::size_t>(feedback::v1::WaveStatus_MAX)) << language;
    wave.set_moment(feedback::v1::MOMENT_FOLLOW_UP);
    wave.set_months_later(3);
    EXPECT_NE(moment_of(wave, Sentences(language)).find('3'), std::string::npos);
  }
  Wave later = wave_that_waits();
  later.set_moment(feedback::v1::MOMENT_FOLLOW_UP);
  later.set_months_later(3);
  EXPECT_EQ(moment_of(later, Sentences("ru")), "Через 3 месяца");
}

// One that this version doesn't know is said as it is called.
TEST(WaveLines, CallANewerStatusByItsNumber) {
  Wave wave = wave_that_waits();
  wave.set_status(static_cast<feedback::v1::WaveStatus>(77));
  EXPECT_TRUE(says(told_of(wave), "unknown_77"));
  EXPECT_EQ(moment_of(Wave(), Sentences("en")), "unspecified");
}

TEST(PrivateWriting, ReplacesNothingAndIsItsOwnersAlone) {
  const testing::TemporaryFolder folder;
  const std::string file = folder.file("sheets.html");
  ASSERT_TRUE(write_privately("codes", file));
  EXPECT_EQ(std::filesystem::status(file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_EQ(write_privately("others", file).error().reason, "FILE_IS_THERE");
  EXPECT_EQ(read_up_to(file, 100).value(), "codes");
  EXPECT_EQ(write_privately("codes", folder.file("no/where.html")).error().reason, "FILE_NOT_WRITTEN");
}

}  // namespace
}  // namespace opora::tool
