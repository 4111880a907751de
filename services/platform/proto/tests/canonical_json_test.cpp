#include "platform/proto/canonical_json.h"

#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "opora/scheduling/v1/events.pb.h"

namespace opora {
namespace {

using scheduling::v1::Event;

// Of thirty languages, put in in an order of its own, in a message within another.
Event room_added(unsigned seed) {
  std::vector<int> numbers(30);
  for (int i = 0; i < 30; ++i) numbers[static_cast<std::size_t>(i)] = 10 + i;
  std::shuffle(numbers.begin(), numbers.end(), std::mt19937(seed));
  Event event;
  auto& room = *event.mutable_room_added();
  room.set_room_id("r");
  for (const int number : numbers)
    (*room.mutable_name()->mutable_by_language())["x" + std::to_string(number)] = "words";
  return event;
}

TEST(CanonicalJson, IsTheSameHoweverAMapWasFilled) {
  const std::string json = canonical_json(room_added(0));
  for (unsigned seed = 1; seed < 20; ++seed) EXPECT_EQ(canonical_json(room_added(seed)), json);
}

TEST(CanonicalJson, HasMapsInTheOrderOfTheirKeysAndFieldsInThatOfTheirNumbers) {
  const std::string json = canonical_json(room_added(1));
  std::size_t last = json.find("\"roomId\":\"r\"");
  ASSERT_NE(last, std::string::npos);
  for (int number = 10; number < 40; ++number) {
    const std::size_t at = json.find("\"x" + std::to_string(number) + "\":\"words\"");
    ASSERT_NE(at, std::string::npos) << number;
    EXPECT_GT(at, last) << number;
    last = at;
  }
}

}  // namespace
}  // namespace opora
