// What `opora load` says of answers that it entered, and of those that wait.
#include "opora/tool/loaded_waves.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace opora::tool {
namespace {

using Lines = std::vector<std::string>;

class EnteredWaves : public ::testing::Test {
 protected:
  EnteredWaves() {
    row_.key = "care";
    before_.moment = feedback::v1::MOMENT_BEFORE;
    later_.moment = feedback::v1::MOMENT_FOLLOW_UP;
    series_.row = &row_;
    series_.draft.set_series_id("the-series");
    series_.waves = {{&before_, "first-wave"}, {&later_, "last-wave"}};
  }

  Lines said(load::Entered so_far, std::vector<std::string> missing = {}, const std::string& language = "en") {
    return lines_of_entered({{&series_, so_far, std::move(missing)}}, round_folder::Wording(language));
  }

  round_folder::WaveSeries row_;
  round_folder::Wave before_, later_;
  load::PlannedSeries series_;
};

TEST_F(EnteredWaves, NameWhomTheyWaitForAndWhatThoseType) {
  EXPECT_EQ(said(load::Entered::waits_for_keepers, {"lidia", "vadim"}),
            Lines{"The waves of \"care\" wait for their keepers, lidia, vadim: each types opora wave keeper the-series "
                  "with a token of their own. Then load again."});
}

TEST_F(EnteredWaves, ThatWereEnteredAreOpenedByAKeeper) {
  EXPECT_EQ(said(load::Entered::entered),
            (Lines{"The answers of \"care\" are in. A keeper opens each wave: opora wave open WAVE.",
                   "    before: first-wave", "    follow_up: last-wave"}));
}

TEST_F(EnteredWaves, ThatAreInventedSaySo) {
  EXPECT_EQ(said(load::Entered::opened).front(),
            "The invented answers of \"care\" are in and opened: this load acted for both keepers.");
  EXPECT_NE(said(load::Entered::opened, {}, "kk").front(), said(load::Entered::opened).front());
}

}  // namespace
}  // namespace opora::tool
