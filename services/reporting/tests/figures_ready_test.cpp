// Figures are refused where they would be wrong and nobody would see it; by the database, whoever reads the logs.
#include <gtest/gtest.h>

#include "network.h"
#include "reporting/service.h"

namespace opora::reporting::testing {
namespace {

const Statement kMoreWasThere{"UPDATE first_heads SET position = position + 2 WHERE source = 'registration'"};
const Statement kNeverAsked{"DELETE FROM first_heads WHERE source = 'registration'"};
const Statement kReadByAnOlderBuild{"DELETE FROM first_heads"};
const Statement kStopped{"UPDATE consumed SET stopped = 'EPOCH_CHANGED' WHERE source = 'registration'"};

class FiguresReady : public ::testing::Test {
 protected:
  FiguresReady() {
    tell(harness, round_planned(1, 1, {1}, 2023));
    tell(harness, session_published({}));
  }
  Error refused() {
    const auto report = report_of(harness, 1);
    EXPECT_FALSE(report);
    return report ? Error{} : report.error();
  }
  bool are_told() { return report_of(harness, 1).has_value(); }

  Harness harness{make_reporting()};
};

TEST_F(FiguresReady, OfALogThatHasNothingYet) { EXPECT_TRUE(are_told()); }

TEST_F(FiguresReady, OnceAllIsReadThatWasThereAtFirst) {
  tell(harness, attended(1, 1, 1));
  harness.restart_after(kMoreWasThere);
  const Error early = refused();
  EXPECT_EQ(early.code, Code::unavailable);
  EXPECT_EQ(early.reason, "FIGURES_NOT_READY");
  EXPECT_TRUE(early.retry_after);
  EXPECT_NE(early.message.find("registration is being read from its beginning, 1 events of 2"), std::string::npos)
      << early.message;
  tell(harness, attended(2, 1, 1));
  EXPECT_TRUE(are_told());
}

TEST_F(FiguresReady, NotBeforeItIsKnownHowFarALogGoes) {
  harness.restart_after(kNeverAsked);
  EXPECT_EQ(refused().reason, "FIGURES_NOT_READY");
  EXPECT_TRUE(are_told()) << "it has been asked since";
}

TEST_F(FiguresReady, OfWhatAnOlderBuildBeganToRead) {
  tell(harness, attended(1, 1, 1));
  harness.restart_after(kReadByAnOlderBuild);
  EXPECT_TRUE(are_told());
}

TEST_F(FiguresReady, NotOfALogThatTurnedOutToBeAnother) {
  tell(harness, attended(1, 1, 1));
  harness.restart_after(kStopped);
  const Error stopped = refused();
  EXPECT_EQ(stopped.code, Code::conflict) << "asking again helps nobody";
  EXPECT_EQ(stopped.reason, "FIGURES_HELD_BACK");
  EXPECT_NE(stopped.message.find("registration (EPOCH_CHANGED)"), std::string::npos) << stopped.message;
  EXPECT_NE(stopped.message.find("opora rebuild reporting"), std::string::npos) << stopped.message;
}

}  // namespace
}  // namespace opora::reporting::testing
