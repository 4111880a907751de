// The file of a page is read as it was saved, and what is none is refused without repeating what it holds.
#include "opora/tool/answer.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "platform/testing/engines.h"

namespace opora::tool {
namespace {

const std::string kSavedAnswers = R"({"schema": "opora-answers/1", "wave": "the-wave", "token": "ABCDE-FGHJK",
  "link_code": "LINK", "questionnaire": "check", "version": 2, "answers": [
    {"question": "clients", "options": ["yes"]}, {"question": "strain", "row": "s1", "options": ["3"]},
    {"question": "helps", "options": ["home", "quiet"]}, {"question": "days_off", "number": 0},
    {"question": "wish", "text": "Демалыс"}]})";

TEST(SavedAnswers, AreReadAsAPageSavesThem) {
  const auto request = answers_in(kSavedAnswers);
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_EQ(request->wave_id(), "the-wave");
  EXPECT_EQ(request->token(), "ABCDE-FGHJK");
  EXPECT_EQ(request->link_code(), "LINK");
  EXPECT_EQ(request->questionnaire(), "check");
  EXPECT_EQ(request->version(), 2);
  ASSERT_EQ(request->answers_size(), 5);
  EXPECT_EQ(request->answers(0).options(0), "yes");
  EXPECT_FALSE(request->answers(0).number_given());
  EXPECT_EQ(request->answers(1).row(), "s1");
  EXPECT_EQ(request->answers(2).options_size(), 2);
  EXPECT_TRUE(request->answers(3).number_given()) << "none is an answer";
  EXPECT_EQ(request->answers(3).number(), 0);
  EXPECT_EQ(request->answers(4).text(), "Демалыс");
}

TEST(SavedAnswers, MayLackTheWaveAndTheCode) {
  const auto request = answers_in(R"({"schema": "opora-answers/1", "version": 1, "answers": []})");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->wave_id() + request->token() + request->link_code(), "");
}

// Messages are shown, and may be kept: no word of an answer or a code stands in one.
TEST(SavedAnswers, AreRefusedWithoutRepeatingAnything) {
  for (const char* file : {
           "", "[]", "no JSON", "{}", R"({"schema": "opora-answers/2", "version": 1, "answers": []})",
           R"({"schema": "opora-answers/1", "version": "SECRET", "answers": []})",
           R"({"schema": "opora-answers/1", "version": 1, "answers": "SECRET"})",
           R"({"schema": "opora-answers/1", "version": 1, "answers": ["SECRET"]})",
           R"({"schema": "opora-answers/1", "version": 1, "answers": [{"options": ["SECRET"]}]})",
           R"({"schema": "opora-answers/1", "version": 1, "answers": [{"question": "a", "options": {"SECRET": 1}}]})",
           R"({"schema": "opora-answers/1", "version": 1, "answers": [{"question": "a", "number": "SECRET"}]})",
           R"({"schema": "opora-answers/1", "version": 1, "token": ["SECRET"], "answers": []})",
       }) {
    const auto request = answers_in(file);
    ASSERT_FALSE(request) << file;
    EXPECT_EQ(request.error().reason, "ANSWERS_MALFORMED");
    EXPECT_EQ(request.error().message.find("SECRET"), std::string::npos);
  }
}

TEST(SavedAnswers, StayWhereTheyAreUntilTheyAreRecorded) {
  const testing::TemporaryFolder folder;
  const std::string file = folder.file("opora-answers.json");
  std::ofstream(file) << kSavedAnswers;
  const ConnectionOptions nowhere{.address = "nowhere"};
  EXPECT_EQ(answer(nowhere, {.file = file}).error().reason, "ADDRESS_INVALID");
  EXPECT_TRUE(std::filesystem::exists(file));
  EXPECT_EQ(answer(nowhere, {.file = folder.file("none.json")}).error().reason, "FILE_UNREADABLE");
}

TEST(SavedAnswers, NeedTheirWave) {
  const testing::TemporaryFolder folder;
  const std::string file = folder.file("opora-answers.json");
  std::ofstream(file) << R"({"schema": "opora-answers/1", "version": 1, "answers": []})";
  EXPECT_EQ(answer({}, {.file = file}).error().reason, "WAVE_NOT_NAMED");
}

}  // namespace
}  // namespace opora::tool
