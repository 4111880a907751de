// The tool acts where it is told: a flag beats a variable in every command, for every option that has one, and what is
// nonsense does nothing. Commands and options are those that the command line has: a new one is covered by itself.
#include "opora/tool/command_line.h"

#include <array>
#include <cstdlib>
#include <set>

#include <gtest/gtest.h>

#include "opora/all_services/all_services.h"
#include "opora/serve/serve.h"
#include "opora/tool/connection.h"
#include "opora/tool/stopped_service.h"
#include "platform/lane/outbox.h"
#include "platform/sql/sqlite/open_sqlite.h"
#include "platform/testing/engines.h"

namespace opora::tool {
namespace {

using Words = std::vector<std::string>;

// Variables of this process, taken back at the end.
class Variables {
 public:
  ~Variables() {
    for (const std::string& name : set_) unsetenv(name.c_str());
  }
  void set(const std::string& name, const std::string& value) {
    setenv(name.c_str(), value.c_str(), 1);
    set_.insert(name);
  }

 private:
  std::set<std::string> set_;
};

struct Command {
  Words words;  // by which it is called
  CLI::App* app;
};

// Those that can be asked for: what has commands below it is none.
std::vector<Command> commands_of(CLI::App& app, const Words& above = {}) {
  std::vector<Command> found;
  for (CLI::App* each : app.get_subcommands([](CLI::App*) { return true; })) {
    Words words = above;
    words.push_back(each->get_name());
    const auto below = commands_of(*each, words);
    if (below.empty())
      found.push_back({words, each});
    else
      found.insert(found.end(), below.begin(), below.end());
  }
  return found;
}

std::vector<CLI::Option*> with_variable(CLI::App& app) {
  return app.get_options([](const CLI::Option* option) { return !option->get_envname().empty(); });
}

std::set<std::string> all_variables() {
  CommandLine line;
  std::set<std::string> names;
  for (const Command& command : commands_of(line.app()))
    for (const CLI::Option* option : with_variable(*command.app)) names.insert(option->get_envname());
  return names;
}

// A command's words, and something for each option that it can't do without, but for those that a variable gives.
Words called(const Command& command, const std::string& but_for = {}) {
  Words words = command.words;
  for (const CLI::Option* option : command.app->get_options()) {
    const bool is_given = !but_for.empty() ? option->get_envname() == but_for : !option->get_envname().empty();
    if (option->get_required() && !is_given)
      words.push_back(option->get_positional() ? "1" : "--" + option->get_lnames().front() + "=1");
  }
  return words;
}

// What the command would act on: CLI11 reads a default from where the option's value goes.
std::string held(CLI::Option& option) {
  option.capture_default_str();
  return option.get_default_str();
}

// The command's option after the line was read.
std::string held_after(const Words& line_of_words, std::size_t command, std::size_t option) {
  CommandLine line;
  line.read(line_of_words);
  EXPECT_TRUE(line.work()) << "it asks for nothing";
  return held(*with_variable(*commands_of(line.app())[command].app)[option]);
}

class CommandLineTest : public ::testing::Test {
 protected:
  // Calls `each` with a command, the option's flag, and where both stand.
  template <class Each>
  void for_every_option(Each each) {
    std::size_t count = 0;
    const auto commands = commands_of(line_.app());
    for (std::size_t c = 0; c < commands.size(); ++c) {
      const auto options = with_variable(*commands[c].app);
      for (std::size_t o = 0; o < options.size(); ++o, ++count) {
        SCOPED_TRACE(commands[c].app->get_name() + " " + options[o]->get_name());
        each(called(commands[c]), "--" + options[o]->get_lnames().front(), c, o);
      }
    }
    EXPECT_GT(count, commands.size()) << "they weren't found";
  }
  void set_all_variables(const std::string& value) {
    for (const std::string& name : all_variables()) variables_.set(name, value);
  }

  CommandLine line_;
  Variables variables_;
};

TEST_F(CommandLineTest, AFlagBeatsItsVariableInEveryCommand) {
  set_all_variables("variable");
  for_every_option([](Words words, const std::string& flag, std::size_t command, std::size_t option) {
    EXPECT_EQ(held_after(words, command, option), "variable");
    words.push_back(flag + "=last");
    EXPECT_EQ(held_after(words, command, option), "last");
    words.pop_back();
    words.insert(words.end(), {flag, "../a word by itself"});
    EXPECT_EQ(held_after(words, command, option), "../a word by itself");
  });
}

TEST_F(CommandLineTest, AnEmptyVariableIsNone) {
  set_all_variables("");
  for_every_option([](const Words&, const std::string& flag, std::size_t command, std::size_t option) {
    CommandLine fresh;
    const Command asked = commands_of(fresh.app())[command];
    CLI::Option* same = with_variable(*asked.app)[option];
    const Words words = called(asked, same->get_envname());
    if (same->get_required())
      EXPECT_THROW(held_after(words, command, option), CLI::RequiredError) << flag;
    else
      EXPECT_EQ(held_after(words, command, option), held(*same));
  });
}

// Where there may be none of it, an empty flag takes the variable back; elsewhere it is a script's unset variable.
TEST_F(CommandLineTest, AnEmptyFlagIsNothingOrAMistake) {
  set_all_variables("variable");
  const std::set<std::string> may_be_empty = {"--authority", "--certificate", "--key", "--password-file",
                                              "--settings",  "--user"};
  for_every_option([&](Words words, const std::string& flag, std::size_t command, std::size_t option) {
    const bool databases_are_files = std::set<std::string>{"restored", "rebuild", "keys"}.contains(words.front());
    words.push_back(flag + "=");
    if (may_be_empty.contains(flag) || (flag == "--database" && databases_are_files))
      EXPECT_EQ(held_after(words, command, option), "");
    else
      EXPECT_THROW(held_after(words, command, option), CLI::ValidationError);
  });
}

TEST_F(CommandLineTest, EveryCommandHasSomethingToDo) {
  set_all_variables("variable");
  for (const Command& command : commands_of(line_.app())) {
    if (command.app->get_name() == "serve") continue;
    CommandLine line;
    line.read(called(command));
    EXPECT_TRUE(line.work()) << command.app->get_name();
  }
}

TEST_F(CommandLineTest, NonsenseAsksForNothing) {
  const Words rows[] = {{},
                        {"nonsense"},
                        {"events"},
                        {"doctor", "doctor"},
                        {"services", "services"},
                        {"services", "reporting"},
                        {"doctor", "restored"},
                        {"restored", "--dta=d2"},
                        {"restored", "-data", "d2"},
                        {"restored", "d2"},
                        {"--data=d2", "restored"},
                        {"restored", "--data"},
                        {"restored", "--data="},
                        {"restored", "--data", ""},
                        {"restored", "--data=", "d2"},
                        {"restored", "--data=d1", "--data=d2"},
                        {"restored", "--service="},
                        {"rebuild", ""},
                        {"events", "retry", "reporting", "registration", ""},
                        {"events", "tail", "--after="},
                        {"health", "--certificate=mine.pem"},
                        {"probe"}};
  for (const Words& row : rows) {
    CommandLine line;
    EXPECT_THROW(line.read(row), CLI::ParseError) << ::testing::PrintToString(row);
    EXPECT_FALSE(line.work()) << ::testing::PrintToString(row);
  }
}

TEST_F(CommandLineTest, HelpAndVersionAskForNothing) {
  for (const Command& command : commands_of(line_.app())) {
    Words words = command.words;
    words.push_back("--help");
    CommandLine line;
    EXPECT_THROW(line.read(words), CLI::CallForHelp) << ::testing::PrintToString(words);
  }
  CommandLine line;
  EXPECT_THROW(line.read({"--version"}), CLI::CallForVersion);
}

// Two stopped platforms; the variable names one, the flag the other.
TEST_F(CommandLineTest, WhatWasRestoredIsWhereTheFlagSays) {
  const std::vector<Service> services = all_services();
  const Service& service = *service_of(services, "registration").value();
  const auto open = [&](const testing::TemporaryFolder& folder) {
    return open_sqlite({.path = folder.file("registration.db")}, std::array{platform_migrations(), service.migrations})
        .value();
  };
  const testing::TemporaryFolder named, told;
  for (const auto* folder : {&named, &told}) {
    const auto opened = open(*folder);
    opened->begin();
    ensure_lane_row(opened->writer(), "first", {1});
    opened->commit();
  }
  variables_.set("OPORA_DATA", named.path());
  line_.read({"restored", "--service=registration", "--data", told.path()});
  ::testing::internal::CaptureStdout();
  EXPECT_TRUE(line_.work()());
  ::testing::internal::GetCapturedStdout();
  EXPECT_EQ(read_lane(open(named)->read()->sql(), false).epoch, "first");
  EXPECT_NE(read_lane(open(told)->read()->sql(), false).epoch, "first");
}

// What `opora serve` says to some arguments, and its exit code.
std::pair<int, std::string> served(const Words& arguments) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  const int code = serve(arguments);
  return {code, ::testing::internal::GetCapturedStdout() + ::testing::internal::GetCapturedStderr()};
}

TEST_F(CommandLineTest, NonsenseIsCalledByItsName) {
  const auto said = [](const Words& words) {
    CommandLine line;
    try {
      line.read(words);
    } catch (const CLI::ParseError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_NE(said({"rep"}).find("rep is no command; opora --help"), std::string::npos);
  EXPECT_NE(said({"round", "list"}).find("round is no command"), std::string::npos);
  EXPECT_NE(said({"scans", "lst"}).find("lst is no command; opora scans --help"), std::string::npos);
  EXPECT_NE(said({"keys", "exprt", "file"}).find("exprt is no command; opora keys --help"), std::string::npos);
  for (const char* position : {"-1", "x", "1x", "99999999999999999999", ""})
    EXPECT_LT(said({"events", "tail", std::string("--after=") + position}).size(), 120U) << position;
  EXPECT_NE(said({"events", "tail", "--after=x"}).find("\"x\" is no position"), std::string::npos);
  EXPECT_NE(said({"events", "skip", "reporting", "registration", "0"}).find("from 1 on"), std::string::npos);
  EXPECT_EQ(said({"events", "tail", "--after=0"}), "");
  EXPECT_EQ(said({"report", "amur\xff"}), "ROUND: is not UTF-8, as all text here is");
  EXPECT_EQ(said({"scans", "discard", "session", "scan", "--reason=\xd0"}),
            "--reason: is not UTF-8, as all text here is");
  EXPECT_EQ(said({"scans", "discard", "session", "scan", "--reason=дверь"}), "");
  EXPECT_EQ(said({"load", "amur\xff", "--data=\xff"}), "") << "files have any names";
}

// As from a file that a Windows editor has saved. gRPC would end the process, and print the token.
TEST_F(CommandLineTest, ATokenWithMoreThanATokenInItIsRefused) {
  variables_.set(kTokenVariable, "a.b.c\r");
  line_.read({"doctor", "--address=127.0.0.1:1"});
  const auto done = line_.work()();
  EXPECT_EQ(done ? "" : done.error().reason, "TOKEN_MALFORMED");
}

TEST_F(CommandLineTest, ServeIsStartedFromTheShellOfTheTool) {
  std::set<std::string> names = all_variables();
  names.insert(kTokenVariable);
  for (const std::string& name : names) {
    Variables variables;
    variables.set(name, "variable");
    EXPECT_EQ(served({"--print-config"}).first, 0) << name;
  }
  variables_.set("OPORA_ADRESS", "127.0.0.1:7400");
  const auto [code, said] = served({"--print-config"});
  EXPECT_EQ(code, 1);
  EXPECT_NE(said.find("OPORA_ADRESS"), std::string::npos) << said;
}

TEST_F(CommandLineTest, TokensScopesMayBeGivenAsBefore) {
  const std::string id = "0190a5b0-0000-7000-8000-000000000001";
  const std::pair<Words, const char*> cases[] = {
      {{"--role=coordinator", "--scope", "region=" + id, "--scope=region=" + id}, "KEYS_NOT_FOUND"},
      {{"--role=coordinator", "--region", id, "--region=" + id}, "KEYS_NOT_FOUND"},
      {{"--role=organisation", "--organisation=" + id}, "KEYS_NOT_FOUND"},
      {{"--role=facilitator", "--session=" + id}, "KEYS_NOT_FOUND"},
      {{"--role=facilitator", "--session=door"}, "SCOPE_MALFORMED"},
      {{"--role=facilitator", "--region=" + id}, "SCOPE_UNEXPECTED"},
      {{"--role=facilitator"}, "SCOPE_MISSING"}};
  for (const auto& [arguments, reason] : cases) {
    Words words = {"token", "--data=/nothing/here"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    CommandLine line;
    line.read(words);
    const auto issued = line.work()();
    ASSERT_FALSE(issued);
    EXPECT_EQ(issued.error().reason, reason) << ::testing::PrintToString(words);
  }
}

TEST_F(CommandLineTest, ServeTellsWhatItTakes) {
  struct Case {
    Words arguments;
    int code;
    const char* said;
  };
  const Case cases[] = {{{"--help"}, 0, "--listen.address=127.0.0.1:7400"},
                        {{"-h"}, 0, "--listen.address"},
                        {{"--nonsense", "--help"}, 0, "--listen.address"},
                        {{"--version"}, 0, "."},
                        {{"help"}, 1, "\"help\" is no setting"},
                        {{"--data=d2", "d3"}, 1, "\"d3\" is no setting"},
                        {{"--data=", "--print-config"}, 1, "data is empty"},
                        {{"-data=d2"}, 1, "\"-data=d2\" is no setting"},
                        {{"--nonsense"}, 1, "nonsense"}};
  for (const Case& row : cases) {
    const auto [code, said] = served(row.arguments);
    EXPECT_EQ(code, row.code) << ::testing::PrintToString(row.arguments);
    EXPECT_NE(said.find(row.said), std::string::npos) << said;
  }
  variables_.set("OPORA_ADRESS", "127.0.0.1:7400");
  EXPECT_EQ(served({"--help"}).first, 0) << "whoever asks may have just met the mistake";
}

}  // namespace
}  // namespace opora::tool
