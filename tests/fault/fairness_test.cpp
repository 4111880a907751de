// Whoever takes all they can get takes nobody else's turn: beside each attack a bystander is answered every time. How
// fast is for `scripts/bench fairness` to say.
#include "process/fairness.h"

#include <gtest/gtest.h>

namespace opora::testing {
namespace {

constexpr int kTimes = 30;
constexpr int kUploadsBefore = 10;

class Fairness : public ::testing::TestWithParam<NamedAttack> {};

TEST_P(Fairness, RefusesNoBystander) {
  ScratchFolder scratch;
  PlatformUnderTest platform(scratch / "data");
  platform.open_session(100'000);
  fill_report(platform, kUploadsBefore);
  Bystander bystander(platform);
  const auto attack = GetParam().begin(platform);
  wait_until_under_way(*attack);
  const auto served = bystander.go_on([](int times) { return times >= kTimes; });
  RecordProperty("attack", attack->told());
  for (const auto& [kind, each] : served) {
    EXPECT_EQ(each.refused_count, 0) << kind << ": " << each.first_refusal << " beside " << GetParam().what << " ("
                                     << attack->told() << ")";
    EXPECT_EQ(each.latencies_ms.size(), static_cast<std::size_t>(kTimes)) << kind;
  }
}

INSTANTIATE_TEST_SUITE_P(Beside, Fairness, ::testing::ValuesIn(attacks()),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace opora::testing
