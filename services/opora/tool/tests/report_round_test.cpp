#include "opora/tool/report_round.h"

#include <gtest/gtest.h>

namespace opora::tool {
namespace {

TEST(ReportRound, OfAnOlderPlatformIsRefusedInEveryForm) {
  reporting::v1::RoundReport report;
  report.add_figures()->set_measure(reporting::v1::MEASURE_PEOPLE);
  for (const char* format : {"text", "html", "json"}) {
    ReportOptions options;
    options.format = format;
    EXPECT_TRUE(rendered(report, options)) << format;
    auto of_before = report;
    of_before.add_figures()->set_measure_code("attendances");
    const auto refused = rendered(of_before, options);
    ASSERT_FALSE(refused) << format;
    EXPECT_EQ(refused.error().reason, "PLATFORM_OLDER_THAN_TOOL");
  }
}

TEST(ReportRound, OfANewerPlatformIsShown) {
  reporting::v1::RoundReport report;
  report.add_figures()->set_measure(reporting::v1::Measure(99));
  EXPECT_TRUE(rendered(report, {}));
}

}  // namespace
}  // namespace opora::tool
