// The simulation is worth its time only if it finds bugs: each planted one must be found within two thousand
// seeds, and by an invariant, not by a crash; and what is said of it can be looked up in the trace.
#include <regex>
#include <sstream>

#include <gtest/gtest.h>

#include "platform/faults/planted.h"
#include "simulation/runner.h"

namespace opora::simulation {
namespace {

constexpr std::uint64_t kSeedCount = 2000;

// What a message names: ends of ids, and places in logs.
std::vector<std::string> names_in(const std::string& message) {
  static const std::regex name("\\b([0-9a-f]{6}|(scheduling|registration|feedback|reporting) (0|[1-9][0-9]*))\\b");
  std::vector<std::string> names;
  for (std::sregex_iterator found(message.begin(), message.end(), name), end; found != end; ++found)
    names.push_back(found->str());
  return names;
}

class PlantedBugs : public ::testing::TestWithParam<std::string_view> {};

TEST_P(PlantedBugs, IsFound) {
  const std::string bug(GetParam());
  const auto violation = run_seeds(1, kSeedCount, bug);
  ASSERT_TRUE(violation) << bug << " was not found";
  EXPECT_NE(violation->invariant, kNothingEscapes) << describe(*violation, bug);

  std::ostringstream trace;
  run_seed(violation->seed, bug, &trace);
  const std::string shown = trace.str();
  const auto names = names_in(violation->message);
  EXPECT_FALSE(names.empty()) << "names nothing: " << violation->message;
  for (const std::string& name : names)
    EXPECT_TRUE(std::regex_search(shown, std::regex("\\b" + name + "\\b"))) << name << " of: " << violation->message;
  RecordProperty("seeds", std::to_string(violation->seed));
  RecordProperty("invariant", violation->invariant);
}

INSTANTIATE_TEST_SUITE_P(Bug, PlantedBugs,
                         ::testing::ValuesIn(testing::bugs_of_simulation()),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace opora::simulation
