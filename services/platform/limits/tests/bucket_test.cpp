#include "platform/limits/bucket.h"

#include <string>

#include <gtest/gtest.h>

namespace opora {
namespace {

using std::chrono::milliseconds;

std::string reason_of(const Result<void>& passed) { return passed ? "" : passed.error().reason; }

TEST(Bucket, HoldsWhatASecondFills) {
  Bucket bucket(4);
  const Bucket::Time begun = Bucket::Time() + std::chrono::hours(1);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(reason_of(bucket.pass(begun)), "") << i;
  const auto refused = bucket.pass(begun);
  ASSERT_EQ(reason_of(refused), "RATE_LIMITED");
  EXPECT_EQ(refused.error().code, Code::overloaded);
  EXPECT_EQ(reason_of(bucket.pass(begun + *refused.error().retry_after)), "") << "as it was told";
  EXPECT_EQ(reason_of(bucket.pass(begun + milliseconds(400))), "RATE_LIMITED");
  EXPECT_EQ(reason_of(bucket.pass(begun + milliseconds(600))), "");
  const auto later = begun + std::chrono::hours(1);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(reason_of(bucket.pass(later)), "") << i;
  EXPECT_EQ(reason_of(bucket.pass(later)), "RATE_LIMITED") << "an hour fills no more than a second does";
}

TEST(Bucket, TakesATimeThatIsBehindForTheLast) {
  Bucket bucket(1);
  const Bucket::Time begun = Bucket::Time() + std::chrono::hours(1);
  EXPECT_EQ(reason_of(bucket.pass(begun)), "");
  EXPECT_EQ(reason_of(bucket.pass(begun - std::chrono::minutes(1))), "RATE_LIMITED");
  EXPECT_EQ(reason_of(bucket.pass(begun + milliseconds(999))), "RATE_LIMITED");
  EXPECT_EQ(reason_of(bucket.pass(begun + milliseconds(1000))), "");
}

TEST(Bucket, WithoutANumberIsForAnyNumber) {
  Bucket bucket(0);
  for (int i = 0; i < 10'000; ++i) ASSERT_EQ(reason_of(bucket.pass({})), "");
}

}  // namespace
}  // namespace opora
