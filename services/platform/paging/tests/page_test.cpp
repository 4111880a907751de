#include "platform/paging/page.h"

#include <limits>

#include <gtest/gtest.h>

namespace opora {
namespace {

constexpr const char* kId = "00000000-0000-7000-8000-000000000007";
constexpr std::int64_t kNumbers[] = {0, 2023, -1, std::numeric_limits<std::int64_t>::max(),
                                     std::numeric_limits<std::int64_t>::min()};

TEST(Page, ATokenLeadsBackToItsPlace) {
  for (const std::int64_t number : kNumbers) {
    const PagePlace place{number, kId};
    EXPECT_EQ(place_of_token("rounds", to_token("rounds", place), {}).value(), place);
  }
}

TEST(Page, NoTokenIsTheStart) {
  const PagePlace start{5, "a"};
  EXPECT_EQ(place_of_token("rounds", "", start).value(), start);
}

TEST(Page, ATokenOfAContractFieldIsShortEnough) {
  const PagePlace place{std::numeric_limits<std::int64_t>::min(), kId};
  EXPECT_LE(to_token(kId, place).size(), 200u);  // what a text field of a request may hold
}

TEST(Page, WhatIsNoTokenOfTheListIsRefused) {
  const std::string good = to_token("rounds", {2023, kId});
  const std::string cases[] = {
      "x",
      "%%%",
      good + "A",
      good.substr(0, good.size() - 2),
      to_token("sessions", {2023, kId}),
      to_token("rounds", {2023, "no id"}),
      std::string(5000, 'A'),
  };
  for (const std::string& token : cases) {
    const auto place = place_of_token("rounds", token, {});
    ASSERT_FALSE(place) << token;
    EXPECT_EQ(place.error().reason, "BAD_PAGE_TOKEN") << token;
  }
}

}  // namespace
}  // namespace opora
