// Two programmes of one list on a scheduling of its own: they have one room, and it is booked once at a time.
#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "opora/load/plan.h"
#include "opora/load/refusals.h"
#include "opora/load/tests/folders.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/ids/ids.h"
#include "platform/testing/harness.h"
#include "scheduling/service.h"

namespace opora::load {
namespace {

using round_folder::Files;

// One session of an hour, at that hour.
Plan one_session(const std::string& programme, const std::string& hour) {
  Files files = of_programme(programme, "charity");
  std::string& sessions = files["sessions.csv"];
  sessions.replace(sessions.find("T10:00"), 6, "T" + hour);
  sessions.erase(sessions.find("second,"));
  files["groups.csv"] = "key,session,organisation,head_count,members\ng1,first,dawn,1,ana\n";
  files.erase("cancellations.csv");
  const round_folder::RoundFolder folder = folder_of(files);
  PersonIds people;
  for (const std::string& key : keys_of(folder).keys) people[key] = uuid_derived({}, key);
  return with_requests_made(plan(folder, people));
}

class SharedRoom : public ::testing::Test {
 protected:
  void TearDown() override { EXPECT_EQ(service_.violations(), std::vector<std::string>{}); }

  // What is scheduling's, in the plan's order, until something is refused: as whoever loads is told it.
  Result<void> load(const Plan& plan) {
    for (const Stage& stage : plan.stages)
      for (const Chain& chain : stage.chains)
        for (const Command& command : chain) {
          const auto* type = command.request.type();
          if (type->file()->package() != "opora.scheduling.v1") continue;
          const Answer answer =
              service_.call_bytes(type, command.request.made()->SerializeAsString(), testing::administrator());
          if (!answer.response)
            return tl::unexpected(
                in_words_of_folders(answer.response.error(), command, round_folder::Wording()));
        }
    return {};
  }

  std::int64_t count_of(const std::string& type) {
    const auto types = service_.event_types();
    return std::count(types.begin(), types.end(), type);
  }

  testing::Harness service_{make_scheduling()};
};

TEST_F(SharedRoom, IsOneForBothProgrammes) {
  ASSERT_TRUE(load(one_session("steps", "10:00")));
  ASSERT_TRUE(load(one_session("leaps", "12:00")));
  EXPECT_EQ(count_of("RoomAdded"), 1);
  EXPECT_EQ(count_of("ProgrammeAdded"), 2);
  EXPECT_EQ(count_of("SessionPublished"), 2);
}

TEST_F(SharedRoom, CannotBeBookedTwiceByTwoProgrammes) {
  ASSERT_TRUE(load(one_session("steps", "10:00")));
  const Result<void> second = load(one_session("leaps", "10:30"));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().reason, "ROOM_DOUBLE_BOOKED");
  EXPECT_EQ(second.error().message,
            "sessions.csv, line 2: The room has a session of another round or programme at that time, whoever planned "
            "it. Write another room, or another time.");
  EXPECT_EQ(count_of("SessionPublished"), 1);
}

}  // namespace
}  // namespace opora::load
