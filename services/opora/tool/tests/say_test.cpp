// What somebody typed, in a folder or on the platform, is shown and steers nothing.
#include "opora/tool/say.h"

#include <gtest/gtest.h>

#include "opora/round_folder/tests/small_folder.h"
#include "opora/scheduling/v1/events.pb.h"
#include "opora/tool/events.h"
#include "opora/tool/load_folder.h"
#include "platform/rpc/status.h"

namespace opora::tool {
namespace {

// Clears the screen, turns what follows, and is written from right to left.
const std::string kNasty = "\x1b[2J\u202eעמור";
const std::string kShown = " [2J\u2068עמור\u2069";

// What was printed meanwhile, on both outputs.
template <class Work>
std::string printed(const Work& work) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  work();
  return ::testing::internal::GetCapturedStdout() + ::testing::internal::GetCapturedStderr();
}

TEST(Say, ShowsALineAsItMayBeShown) {
  EXPECT_EQ(printed([] { say("round " + kNasty + " 2023"); }), "round " + kShown + " 2023\n");
  EXPECT_EQ(printed([] { say_error("a\nb"); }), "a b\n") << "one line";
  EXPECT_EQ(printed([] {
              say_soon(kNasty);
              EXPECT_TRUE(say_now());
            }),
            kShown + "\n");
}

// Errors come from the platform, whose messages may repeat what was sent to it.
TEST(Say, ShowsARefusalAsItMayBeShown) {
  Error error{Code::invalid, "BAD_NAME", "\"" + kNasty + "\" is no name.", {{"name." + kNasty, "is " + kNasty}}};
  const std::string shown = "opora: BAD_NAME: \"" + kShown + "\" is no name. Again.\n";
  EXPECT_EQ(printed([&] { say_error(error, " Again."); }), shown + "  name." + kShown + ": is " + kShown + "\n");
}

TEST(Say, AdvisesWhoeverTypesCommands) {
  const auto told = [](grpc::StatusCode code) {
    return printed([&] { say_error(from_status({code, "of gRPC's own"})); });
  };
  EXPECT_EQ(told(grpc::StatusCode::UNAVAILABLE),
            "opora: SERVER_UNREACHABLE: The server can't be reached, or went away before it answered; give the command "
            "again. If the platform doesn't run, start it; if it runs elsewhere, say where: --address.\n");
  EXPECT_EQ(told(grpc::StatusCode::DEADLINE_EXCEEDED),
            "opora: ANSWER_LATE: No answer came before the deadline; give the command again.\n");
  const std::string advice = "It may have happened; " + std::string(kAskAgain) + ".";
  const Error unknown{Code::outcome_unknown, "OUTCOME_UNKNOWN", advice};
  EXPECT_EQ(printed([&] { say_error(unknown); }),
            "opora: OUTCOME_UNKNOWN: It may have happened; give the command again.\n");
}

TEST(Say, ShowsAnEventsNames) {
  scheduling::v1::Event body;
  body.mutable_programme_added()->set_programme_id("p");
  (*body.mutable_programme_added()->mutable_name()->mutable_by_language())["he"] = kNasty;
  platform::v1::LogEvent event;
  event.set_position(1);
  event.set_type("opora.scheduling.v1.ProgrammeAdded");
  event.set_payload(body.SerializeAsString());
  const std::string line = printed([&] { say(to_line("scheduling", event)); });
  EXPECT_NE(line.find("\u2068עמור\u2069"), std::string::npos) << line;
  EXPECT_EQ(line.find("\u202e"), std::string::npos);
  EXPECT_EQ(line.find('\x1b'), std::string::npos);
}

// A column that nobody knows is repeated, and so is what stands where a number should.
TEST(Say, ShowsAFoldersDefects) {
  round_folder::Files files = round_folder::small_folder();
  files["projects.csv"] = "key,programme,name_en," + kNasty + "\ncare,steps,Care,x\n";
  files["places.csv"].replace(files["places.csv"].find(",20,"), 4, "," + kNasty + ",");
  const round_folder::FolderOnDisk folder(files);
  const LoadFolderOptions check{.folder = folder.path(), .only_check = true};
  const std::string said = printed([&] { EXPECT_FALSE(load_folder({}, check)); });
  EXPECT_NE(said.find("projects.csv"), std::string::npos) << said;
  EXPECT_EQ(said.find("\u202e"), std::string::npos) << said;
  EXPECT_EQ(said.find('\x1b'), std::string::npos) << said;
}

}  // namespace
}  // namespace opora::tool
