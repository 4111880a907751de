#include "platform/proto/canonical_bytes.h"

#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "opora/platform/v1/text.pb.h"

namespace opora {
namespace {

using platform::v1::LocalizedText;

// Thirty languages, put in in an order of its own.
LocalizedText text_filled_in_order(unsigned seed) {
  std::vector<int> numbers(30);
  for (int i = 0; i < 30; ++i) numbers[static_cast<std::size_t>(i)] = 10 + i;
  std::shuffle(numbers.begin(), numbers.end(), std::mt19937(seed));
  LocalizedText text;
  for (const int number : numbers) (*text.mutable_by_language())["x" + std::to_string(number)] = "words";
  return text;
}

TEST(CanonicalBytes, AreTheSameHoweverAMapWasFilled) {
  const std::string bytes = canonical_bytes(text_filled_in_order(0));
  for (unsigned seed = 1; seed < 20; ++seed) EXPECT_EQ(canonical_bytes(text_filled_in_order(seed)), bytes);
}

TEST(CanonicalBytes, HoldMapsInTheOrderOfTheirKeys) {
  const std::string bytes = canonical_bytes(text_filled_in_order(1));
  std::size_t last = 0;
  for (int number = 10; number < 40; ++number) {
    const std::size_t at = bytes.find("x" + std::to_string(number));
    ASSERT_NE(at, std::string::npos) << number;
    EXPECT_GT(at, last) << number;
    last = at;
  }
}

TEST(CanonicalBytes, AreReadBack) {
  const LocalizedText text = text_filled_in_order(2);
  LocalizedText parsed;
  ASSERT_TRUE(parsed.ParseFromString(canonical_bytes(text)));
  EXPECT_EQ(parsed.by_language_size(), 30);
  EXPECT_EQ(canonical_bytes(parsed), canonical_bytes(text));
}

// Short ones end in the stream's own buffer, long ones don't.
TEST(CanonicalBytes, AreThoseThatProtobufWritesWhereNoOrderIsLeftOpen) {
  for (const std::size_t length : {0u, 1u, 15u, 16u, 17u, 100u, 5000u}) {
    LocalizedText text;
    if (length > 0) (*text.mutable_by_language())["en"] = std::string(length, 'x');
    EXPECT_EQ(canonical_bytes(text), text.SerializeAsString()) << length;
  }
}

}  // namespace
}  // namespace opora
