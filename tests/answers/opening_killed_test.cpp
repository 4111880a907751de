// An opening of a real process that is killed: at any moment, and by a step that it passes.
#include <gtest/gtest.h>

#include "answers/opening_killed.h"

namespace opora::testing {
namespace {

// What it costs to try a passphrase is most of the time that an opening takes; what follows is quick.
TEST(OpeningKilled, IsWholeOrIsDoneAgain) {
  CountedWave wave;
  for (const int time : {20, 160, 240, 320, 400, 800}) {
    SCOPED_TRACE(std::to_string(time) + " ms");
    EXPECT_EQ(wave.killed_after(std::chrono::milliseconds(time)).wrong, std::vector<std::string>());
  }
  for (const char* step : {"lane.rows_written", "lane.committed"})
    for (const int pass : {2, 4}) {
      SCOPED_TRACE(step + std::string(" ") + std::to_string(pass));
      EXPECT_EQ(wave.killed_at(step, pass).wrong, std::vector<std::string>());
    }
}

}  // namespace
}  // namespace opora::testing
