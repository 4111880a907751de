// Every decision of a simulation comes from here, so that a seed repeats it.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "platform/ids/ids.h"

namespace opora::simulation {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}

  // 0 ≤ result < count; 0 when there is nothing to choose from.
  std::size_t below(std::size_t count) { return count == 0 ? 0 : random_() % count; }
  int between(int low, int high) { return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1))); }
  bool chance(int per_mille) { return per_mille > 0 && between(1, 1000) <= per_mille; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from.at(below(from.size()));
  }
  std::string id(Instant now) {
    const std::uint64_t high = random_();
    const std::uint64_t low = random_();
    return uuid_v7(now, high, low);
  }
  std::uint64_t seed() { return random_(); }

 private:
  std::mt19937_64 random_;
};

}  // namespace opora::simulation
