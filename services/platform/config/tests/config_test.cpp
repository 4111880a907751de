// Tables of where a setting's value comes from, and of what stops a start.
#include "platform/config/config.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <gtest/gtest.h>
#include <unistd.h>

namespace opora {
namespace {

const Setting kSettings[] = {
    {"listen.address", "127.0.0.1:7000", "Where calls are answered."},
    {"query.threads", "2", "Threads that answer queries.", Setting::Kind::integer, false, 1, 64},
    {"drain", "5s", "How long a stop waits for calls.", Setting::Kind::duration},
    {"keep", "1m", "How long something is kept.", Setting::Kind::duration, false, 60'000, 120'000},
    {"verbose", "false", "Says more.", Setting::Kind::boolean},
    {"mail.password", "", "What the mail server wants to hear.", Setting::Kind::text, true},
};

class ConfigTest : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = std::filesystem::temp_directory_path() / ("opora_config_" + std::to_string(getpid()) + ".json");
  }
  void TearDown() override { std::filesystem::remove(path_); }

  // Reads the settings with the file's content, if there is any, given by --config.
  Result<Config> read(const std::string& file, const Environment& environment, std::vector<std::string> arguments) {
    if (!file.empty()) {
      std::ofstream(path_) << file;
      arguments.insert(arguments.begin(), {"--config", path_.string()});
    }
    return Config::read(kSettings, arguments, environment);
  }
  std::filesystem::path path_;
};

TEST_F(ConfigTest, LaterSourcesWin) {
  struct Case {
    const char* rule;
    const char* file;
    Environment environment;
    std::vector<std::string> arguments;
    const char* address;
    std::int64_t threads;
    std::chrono::milliseconds drain;
    bool verbose;
  };
  using namespace std::chrono_literals;
  const Case cases[] = {
      {"defaults", "", {}, {}, "127.0.0.1:7000", 2, 5s, false},
      {"file over default", R"({"query.threads": 3, "verbose": true})", {}, {}, "127.0.0.1:7000", 3, 5s, true},
      {"environment over file",
       R"({"query.threads": 3})",
       {{"OPORA_QUERY_THREADS", "4"}},
       {},
       "127.0.0.1:7000",
       4,
       5s,
       false},
      {"flag over environment",
       R"({"query.threads": 3})",
       {{"OPORA_QUERY_THREADS", "4"}},
       {"--query.threads=5"},
       "127.0.0.1:7000",
       5,
       5s,
       false},
      {"value after the flag",
       "",
       {},
       {"--listen.address", "127.0.0.1:1", "--drain", "250ms"},
       "127.0.0.1:1",
       2,
       250ms,
       false},
      {"a boolean alone is true", "", {}, {"--verbose"}, "127.0.0.1:7000", 2, 5s, true},
      {"a boolean told", "", {{"OPORA_VERBOSE", "true"}}, {"--verbose", "false"}, "127.0.0.1:7000", 2, 5s, false},
      {"others' variables are theirs",
       "",
       {{"PATH", "/bin"}, {"OPORA_FAILPOINT", "x:1"}, {"OPORA_PLANTED", "x"}},
       {},
       "127.0.0.1:7000",
       2,
       5s,
       false},
      {"days", "", {}, {"--drain=7d"}, "127.0.0.1:7000", 2, 7 * 24h, false},
  };
  for (const auto& c : cases) {
    const auto config = read(c.file, c.environment, c.arguments);
    std::filesystem::remove(path_);
    ASSERT_TRUE(config) << c.rule << ": " << config.error().message;
    EXPECT_EQ(config->text("listen.address"), c.address) << c.rule;
    EXPECT_EQ(config->integer("query.threads"), c.threads) << c.rule;
    EXPECT_EQ(config->duration("drain"), c.drain) << c.rule;
    EXPECT_EQ(config->boolean("verbose"), c.verbose) << c.rule;
  }
}

TEST_F(ConfigTest, WhatIsWrongStopsTheStartAndSaysWhere) {
  struct Case {
    const char* rule;
    const char* file;
    Environment environment;
    std::vector<std::string> arguments;
    const char* reason;
    const char* named;  // found in the message
  };
  const std::string path = path_.string();
  const std::string endless = std::string(1 << 20, ' ') + "{}";
  const Case cases[] = {
      {"unknown key", R"({"listen.adress": "x"})", {}, {}, "SETTING_UNKNOWN", "listen.adress"},
      {"the file is named", R"({"listen.adress": "x"})", {}, {}, "SETTING_UNKNOWN", path.c_str()},
      {"unknown variable", "", {{"OPORA_LISTEN_ADRESS", "x"}}, {}, "SETTING_UNKNOWN", "OPORA_LISTEN_ADRESS"},
      {"unknown flag", "", {}, {"--listen.adress=x"}, "SETTING_UNKNOWN", "--listen.adress"},
      {"no number", R"({"query.threads": "two"})", {}, {}, "SETTING_INVALID", path.c_str()},
      {"half a number", "", {}, {"--query.threads=2x"}, "SETTING_INVALID", "flag --query.threads"},
      {"too small", "", {{"OPORA_QUERY_THREADS", "0"}}, {}, "SETTING_INVALID", "from 1 to 64"},
      {"too large", "", {{"OPORA_QUERY_THREADS", "65"}}, {}, "SETTING_INVALID", "OPORA_QUERY_THREADS"},
      {"a duration below its bound", "", {}, {"--keep=59s"}, "SETTING_INVALID", "60000ms"},
      {"a duration above its bound", "", {}, {"--keep=3m"}, "SETTING_INVALID", "120000ms"},
      {"a duration without a unit", "", {}, {"--drain=5"}, "SETTING_INVALID", "30s"},
      {"a negative duration", "", {}, {"--drain=-5s"}, "SETTING_INVALID", "30s"},
      {"a duration beyond counting", "", {}, {"--drain=9223372036854775807d"}, "SETTING_INVALID", "30s"},
      {"no boolean", "", {}, {"--verbose=yes"}, "SETTING_INVALID", "true or false"},
      {"a flag without value", "", {}, {"--listen.address"}, "SETTING_INVALID", "needs a value"},
      {"nested", R"({"listen": {"address": "x"}})", {}, {}, "CONFIG_FILE_UNREADABLE", "listen"},
      {"no JSON", "listen.address = x", {}, {}, "CONFIG_FILE_UNREADABLE", path.c_str()},
      {"endless", endless.c_str(), {}, {}, "CONFIG_FILE_UNREADABLE", "1 MiB"},
      {"no file", "", {}, {"--config", "/nowhere/opora.json"}, "CONFIG_FILE_UNREADABLE", "/nowhere/opora.json"},
  };
  for (const auto& c : cases) {
    const auto config = read(c.file, c.environment, c.arguments);
    std::filesystem::remove(path_);
    ASSERT_FALSE(config) << c.rule;
    EXPECT_EQ(config.error().reason, c.reason) << c.rule;
    EXPECT_NE(config.error().message.find(c.named), std::string::npos) << c.rule << ": " << config.error().message;
  }
}

TEST_F(ConfigTest, PrintsEverySettingButNoSecret) {
  const auto config = read(R"({"mail.password": "hunter2"})", {{"OPORA_DRAIN", "9s"}}, {"--print-config"});
  ASSERT_TRUE(config);
  EXPECT_TRUE(config->asked_to_print());
  const std::string text = config->print();
  for (const auto& setting : kSettings) EXPECT_NE(text.find(setting.name), std::string::npos) << setting.name;
  EXPECT_EQ(text.find("hunter2"), std::string::npos);
  EXPECT_NE(text.find("mail.password = (hidden)  (file " + path_.string() + ")"), std::string::npos) << text;
  EXPECT_NE(text.find("drain = \"9s\"  (environment OPORA_DRAIN)"), std::string::npos) << text;
  EXPECT_NE(text.find("listen.address = \"127.0.0.1:7000\"  (default)"), std::string::npos) << text;
}

TEST_F(ConfigTest, ASecretThatIsWrongIsNotShownEither) {
  const Setting pin[] = {{"pin", "0", "A number nobody may see.", Setting::Kind::integer, true}};
  const std::vector<std::string> arguments = {"--pin=hunter2"};
  const auto config = Config::read(pin, arguments, {});
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().message.find("hunter2"), std::string::npos);
}

TEST_F(ConfigTest, PassesOverTheVariablesOfTheTool) {
  EXPECT_TRUE(read("", {{"OPORA_ADDRESS", "127.0.0.1:7400"}, {"OPORA_TOKEN", "a token"}}, {}));
  EXPECT_FALSE(read("", {{"OPORA_ADDRESSES", "127.0.0.1:7400"}}, {}));
}

TEST_F(ConfigTest, DescribesEverySetting) {
  const std::string text = describe(kSettings);
  for (const auto& setting : kSettings) {
    EXPECT_NE(text.find("--" + std::string(setting.name)), std::string::npos) << setting.name;
    EXPECT_NE(text.find(setting.help), std::string::npos) << setting.name;
  }
}

TEST_F(ConfigTest, KeepsWordsAndKnowsItsOwnMistakes) {
  const auto config = read("", {}, {"serve", "--verbose", "now"});
  ASSERT_TRUE(config);
  EXPECT_EQ(config->words(), (std::vector<std::string>{"serve", "now"}));
  EXPECT_THROW(config->text("no.such"), std::logic_error);
  EXPECT_THROW(config->integer("listen.address"), std::logic_error);
}

}  // namespace
}  // namespace opora
