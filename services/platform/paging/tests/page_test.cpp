#include "platform/paging/page.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace opora {
namespace {

constexpr const char* kId = "00000000-0000-7000-8000-000000000007";
constexpr std::int64_t kNumbers[] = {0, 2023, -1, std::numeric_limits<std::int64_t>::max(),
                                     std::numeric_limits<std::int64_t>::min()};

TEST(Page, ATokenLeadsBackToItsPlace) {
  for (const std::int64_t number : kNumbers) {
    const PageCursor cursor{number, kId};
    EXPECT_EQ(page_request("rounds", to_token("rounds", cursor), 0, {}).value().after, cursor);
  }
}

TEST(Page, NoTokenIsTheStart) {
  const PageCursor start{5, "a"};
  EXPECT_EQ(page_request("rounds", "", 0, start).value().after, start);
}

TEST(Page, ATokenOfAContractFieldIsShortEnough) {
  const PageCursor cursor{std::numeric_limits<std::int64_t>::min(), kId};
  EXPECT_LE(to_token(kId, cursor).size(), 200u);  // what a text field of a request may hold
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
    const auto page = page_request("rounds", token, 0, {});
    ASSERT_FALSE(page) << token;
    EXPECT_EQ(page.error().reason, "BAD_PAGE_TOKEN") << token;
  }
}

TEST(Page, HoldsAHundredItemsUnlessTheRequestSays) {
  EXPECT_EQ(page_request("rounds", "", 0, {}).value().size, 100);
  EXPECT_EQ(page_request("rounds", "", 7, {}).value().size, 7);
  EXPECT_EQ(page_request("rounds", "", 7, {}).value().limit(), 8);
}

struct Item {
  std::int64_t number;
};
PageCursor cursor_of(const Item& item) { return {item.number, kId}; }

// What is listed page after page, and how many pages that took.
std::pair<std::vector<std::int64_t>, int> listed(std::int64_t count, int size) {
  std::vector<std::int64_t> numbers;
  int pages = 0;
  std::string token;
  do {
    const PageRequest page = page_request("items", token, size, {0, ""}).value();
    std::vector<Item> items;
    const std::int64_t last = std::min(count, page.after.number + page.limit());
    for (std::int64_t number = page.after.number + 1; number <= last; ++number) items.push_back({number});
    token = page_of(items, page);
    for (const Item& item : items) numbers.push_back(item.number);
    ++pages;
  } while (!token.empty());
  return {numbers, pages};
}

TEST(Page, EachItemIsOnOnePage) {
  using Numbers = std::vector<std::int64_t>;
  EXPECT_EQ(listed(0, 2), std::pair(Numbers{}, 1));
  EXPECT_EQ(listed(2, 2), std::pair(Numbers{1, 2}, 1));
  EXPECT_EQ(listed(3, 2), std::pair(Numbers{1, 2, 3}, 2));
  EXPECT_EQ(listed(5, 1), std::pair(Numbers{1, 2, 3, 4, 5}, 5));
}

}  // namespace
}  // namespace opora
