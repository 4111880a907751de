#include "platform/limits/name_limits.h"

#include <gtest/gtest.h>

namespace opora {
namespace {

using std::chrono::minutes;

class NameLimitsTest : public ::testing::Test {
 protected:
  static NameLimits::Time at(int minute) { return NameLimits::Time() + minutes(minute); }
  std::string reason(const std::string& caller, int minute) {
    const auto passed = limits_.check(caller, at(minute));
    return passed ? "" : passed.error().reason;
  }
  NameLimits limits_{600, 2};
};

TEST_F(NameLimitsTest, WhatWasReadLeavesEvenlyOverTheHour) {
  EXPECT_EQ(reason("a", 0), "");
  limits_.count("a", 599, at(0));
  EXPECT_EQ(reason("a", 0), "") << "one more may be read, and an answer is never cut";
  limits_.count("a", 101, at(0));
  const auto refused = limits_.check("a", at(0));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "NAMES_LIMITED");
  EXPECT_EQ(*refused.error().retry_after, minutes(10) + std::chrono::seconds(6)) << "101 at ten a minute";
  EXPECT_EQ(reason("a", 9), "NAMES_LIMITED");
  EXPECT_EQ(reason("a", 11), "");
  EXPECT_EQ(reason("b", 0), "") << "others have their own";
}

TEST_F(NameLimitsTest, MoreCallersThanThereCanBeShareOne) {
  limits_.count("a", 600, at(0));
  limits_.count("b", 600, at(0));
  limits_.count("c", 600, at(0));
  EXPECT_EQ(reason("a", 0), "NAMES_LIMITED");
  EXPECT_EQ(reason("c", 0), "NAMES_LIMITED");
  EXPECT_EQ(reason("nobody yet", 0), "NAMES_LIMITED");
  limits_.count("d", 1, at(61));
  limits_.count("d", 600, at(61));
  EXPECT_EQ(reason("d", 61), "NAMES_LIMITED") << "those who read nothing for an hour have made room";
}

TEST_F(NameLimitsTest, AStrangersNameIsGuessedAtTwentyTimes) {
  for (int guess = 0; guess < 20; ++guess) {
    EXPECT_EQ(reason("a", 0), "") << guess;
    limits_.count_wrong("a", at(0));
  }
  EXPECT_EQ(reason("a", 0), "NAMES_LIMITED");
  EXPECT_EQ(reason("a", 4), "") << "three minutes for each";
}

TEST(NoNameLimits, LetAllPass) {
  NameLimits limits(0);
  limits.count("a", 1'000'000, {});
  EXPECT_TRUE(limits.check("a", {}));
}

}  // namespace
}  // namespace opora
