// Which round is meant by what somebody typed.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "opora/load/derived_ids.h"
#include "opora/tool/rounds.h"

namespace opora::tool {
namespace {

scheduling::v1::Round round(std::string id, int year, const std::string& name) {
  scheduling::v1::Round round;
  round.set_round_id(std::move(id));
  round.set_year(year);
  (*round.mutable_name()->mutable_by_language())["en"] = name;
  return round;
}

std::vector<scheduling::v1::Round> rounds() {
  return {round(load::round_id("amur", 2023, "2023"), 2023, "Autumn 2023"),
          round(load::round_id("far-east", 2023, "blue-sea"), 2023, "Sea"),
          round(load::round_id("west", 2023, "2023"), 2023, "Autumn 2023")};
}

struct Wanted {
  std::string rule;
  std::string wanted;
  std::string expected;  // the id's position in rounds(), or the reason
};

void PrintTo(const Wanted& row, std::ostream* out) { *out << row.rule; }

class FindRound : public ::testing::TestWithParam<Wanted> {};

TEST_P(FindRound, Finds) {
  const auto all = rounds();
  const auto found = find_round(GetParam().wanted, all);
  std::string position = found ? "none of them" : found.error().reason;
  for (std::size_t i = 0; found && i < all.size(); ++i) {
    if (all[i].round_id() == *found) position = std::to_string(i);
  }
  EXPECT_EQ(position, GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, FindRound,
    ::testing::Values(Wanted{"reference", "amur-2023", "0"}, Wanted{"dashes_in_both_keys", "far-east-blue-sea", "1"},
                    Wanted{"id", load::round_id("west", 2023, "2023"), "2"}, Wanted{"name", "Sea", "1"},
                    Wanted{"name_of_two", "Autumn 2023", "AMBIGUOUS_ROUND"},
                    Wanted{"another_year", "amur-2022", "UNKNOWN_ROUND"}, Wanted{"nothing", "", "UNKNOWN_ROUND"}),
    [](const auto& test) { return test.param.rule; });

}  // namespace
}  // namespace opora::tool
