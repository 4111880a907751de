// What was opened lies in an order, and under keys, that say nothing of how it lay sealed. Seen with numbers that are
// drawn in their order: by real chance nobody could look.
#include <algorithm>
#include <functional>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "answers/small_wave.h"
#include "feedback/handlers/secrets.h"
#include "feedback/sealing/randomness.h"
#include "platform/text/base64url.h"

namespace opora::testing {
namespace {

// Bytes that rise from draw to draw, so that keys stand in the order in which they were made; other numbers don't.
class RisingChance final : public sealing::Randomness {
 public:
  void fill(std::span<unsigned char> bytes) override {
    ++drawn_count_;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      const std::size_t shift = 8 * (7 - i);
      bytes[i] = i < 8 ? static_cast<unsigned char>(drawn_count_ >> shift) : static_cast<unsigned char>(i);
    }
  }
  std::uint32_t below(std::uint32_t bound) override {
    return bound == 0 ? 0 : static_cast<std::uint32_t>(random_() % bound);
  }

 private:
  std::uint64_t drawn_count_ = 0;
  std::mt19937_64 random_{17};
};

class OpenedAnswers : public ::testing::Test {
 protected:
  OpenedAnswers() { feedback::take_chance_from(&chance_); }
  ~OpenedAnswers() override { feedback::take_chance_from(nullptr); }

  RisingChance chance_;
};

TEST_F(OpenedAnswers, LieInAnotherOrderThanTheyCame) {
  SmallWave wave;
  wave.answer_all();
  wave.close();
  ASSERT_EQ(wave.open(), "");
  std::vector<std::pair<std::string, std::int64_t>> by_key;
  for (const OpenedOne& one : wave.opened()) by_key.emplace_back(from_base64url(one.key).value(), one.number);
  ASSERT_EQ(by_key.size(), static_cast<std::size_t>(SmallWave::kAnswers));
  std::ranges::sort(by_key);
  std::vector<std::int64_t> numbers;
  for (const auto& [key, number] : by_key) numbers.push_back(number);
  EXPECT_FALSE(std::ranges::is_sorted(numbers));
  EXPECT_FALSE(std::ranges::is_sorted(numbers, std::ranges::greater()));
}

TEST_F(OpenedAnswers, HaveNoKeyThatAnythingSealedHad) {
  SmallWave wave;
  wave.answer_all();
  std::set<std::string> keys;
  for (const std::string& key : wave.sealed_keys()) keys.insert(base64url(key));
  ASSERT_EQ(keys.size(), static_cast<std::size_t>(SmallWave::kAnswers));
  wave.close();
  ASSERT_EQ(wave.open(), "");
  for (const OpenedOne& one : wave.opened()) EXPECT_FALSE(keys.contains(one.key));
}

}  // namespace
}  // namespace opora::testing
