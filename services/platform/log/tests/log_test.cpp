// Whatever a value holds, a line stays one JSON object on one line.
#include "platform/log/log.h"

#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace opora::log {
namespace {

class LogTest : public ::testing::Test {
 protected:
  void SetUp() override { write_to(&stream_); }
  void TearDown() override {
    write_to(nullptr);
    set_level(Level::info);
  }
  std::ostringstream stream_;
};

TEST_F(LogTest, ALineIsAnObject) {
  info("A batch was committed.", {{"service", "registration"}, {"commands", 3}, {"took_ms", 1.5}, {"first", true}});
  const auto line = nlohmann::json::parse(stream_.str());
  EXPECT_EQ(line["level"], "info");
  EXPECT_EQ(line["event"], "A batch was committed.");
  EXPECT_EQ(line["service"], "registration");
  EXPECT_EQ(line["commands"], 3);
  EXPECT_EQ(line["took_ms"], 1.5);
  EXPECT_EQ(line["first"], true);
  std::string time = line["time"];
  for (char& c : time) c = c >= '0' && c <= '9' ? '0' : c;
  EXPECT_EQ(time, "0000-00-00T00:00:00.000000Z");
}

TEST_F(LogTest, EscapesWhatCouldForgeALine) {
  const std::string texts[] = {"\"}\n{\"level\":\"error\"", "\\", "tab\tand\rreturn", std::string("nul\0byte", 8),
                               "\x1b[31m"};
  for (const auto& text : texts) {
    stream_.str("");
    info("Something was said.", {{"text", text}});
    const std::string written = stream_.str();
    EXPECT_EQ(written.find('\n'), written.size() - 1) << written;
    EXPECT_EQ(nlohmann::json::parse(written)["text"], text);
  }
}

TEST_F(LogTest, BrokenTextIsReplacedAndLongTextCut) {
  info("Something was said.", {{"text", std::string_view("\xff\xfe", 2)}});
  EXPECT_TRUE(nlohmann::json::accept(stream_.str()));

  stream_.str("");
  std::string cyrillic = "x";
  while (cyrillic.size() < 500) cyrillic += "ы";
  info("Something was said.", {{"text", cyrillic}});
  const auto text = nlohmann::json::parse(stream_.str())["text"].get<std::string>();
  EXPECT_EQ(text, cyrillic.substr(0, 199));
}

TEST_F(LogTest, TheAuditIsWrittenAtEveryLevel) {
  set_level(*parse_level("error"));
  audit("Names were read.", {{"names", 3}});
  set_level(*parse_level("info"));
  EXPECT_EQ(nlohmann::json::parse(stream_.str())["level"], "info");
}

TEST_F(LogTest, LowerLevelsAreSilent) {
  debug("Nobody hears this.");
  EXPECT_EQ(stream_.str(), "");
  set_level(*parse_level("debug"));
  debug("Somebody hears this.");
  EXPECT_NE(stream_.str(), "");
  EXPECT_FALSE(parse_level("loud"));
}

}  // namespace
}  // namespace opora::log
