// When something is to be looked for, as several threads know it.
#include "platform/lane/atomic_instant.h"

#include <gtest/gtest.h>

namespace opora::testing {
namespace {

constexpr Instant kNow{1'000}, kSooner{999}, kLater{1'001};

TEST(AtomicInstant, IsNeverUntilItIsSet) {
  AtomicInstant at;
  EXPECT_EQ(at.get(), std::nullopt);
  EXPECT_FALSE(at.has_come(kLater));
  at.set(kNow);
  EXPECT_EQ(at.get(), kNow);
  at.set(std::nullopt);
  EXPECT_EQ(at.get(), std::nullopt);
}

TEST(AtomicInstant, HasComeOnceItIsThatTime) {
  AtomicInstant at;
  at.set(kNow);
  EXPECT_FALSE(at.has_come(kSooner));
  EXPECT_TRUE(at.has_come(kNow));
  EXPECT_TRUE(at.has_come(kLater));
}

TEST(AtomicInstant, IsHurriedToWhatIsSoonerAlone) {
  AtomicInstant at;
  at.hurry(std::nullopt);
  EXPECT_EQ(at.get(), std::nullopt);
  at.hurry(kNow);
  EXPECT_EQ(at.get(), kNow);
  at.hurry(kLater);
  at.hurry(std::nullopt);
  EXPECT_EQ(at.get(), kNow);
  at.hurry(kSooner);
  EXPECT_EQ(at.get(), kSooner);
}

TEST(AtomicInstant, IsNotReplacedWhereSomebodyHasSetItSince) {
  AtomicInstant at;
  at.set(kNow);
  const auto known = at.get();
  at.set(kSooner);
  at.replace(known, std::nullopt);
  EXPECT_EQ(at.get(), kSooner);
  at.replace(kSooner, std::nullopt);
  EXPECT_EQ(at.get(), std::nullopt);
  at.replace(std::nullopt, kLater);
  EXPECT_EQ(at.get(), kLater);
}

}  // namespace
}  // namespace opora::testing
