// A permutation that nobody can guess, each as likely as any other: Fisher and Yates.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <utility>

#include "feedback/sealing/randomness.h"

namespace opora::sealing {

// At most 2^32 - 1 items, else std::length_error.
template <class T>
void shuffle(std::span<T> items, Randomness& randomness = system_randomness()) {
  if (items.size() > std::numeric_limits<std::uint32_t>::max()) throw std::length_error("too many to be shuffled");
  for (auto left = static_cast<std::uint32_t>(items.size()); left > 1; --left) {
    const std::uint32_t drawn = randomness.below(left);
    if (drawn != left - 1) std::swap(items[left - 1], items[drawn]);
  }
}

}  // namespace opora::sealing
