#include "feedback/sealing/randomness.h"

#include <array>
#include <stdexcept>

#include <sodium.h>

namespace opora::sealing {
namespace {

class SystemRandomness final : public Randomness {
 public:
  SystemRandomness() {
    if (sodium_init() < 0) throw std::runtime_error("The system gives no random numbers.");
  }
  void fill(std::span<unsigned char> bytes) override { randombytes_buf(bytes.data(), bytes.size()); }
  std::uint32_t below(std::uint32_t bound) override { return randombytes_uniform(bound); }
};

void put(std::uint64_t number, unsigned char* into) {
  for (int i = 0; i < 8; ++i) into[i] = static_cast<unsigned char>(number >> (8 * i));
}

}  // namespace

Randomness& system_randomness() {
  static SystemRandomness system;
  return system;
}

void SeededRandomness::fill(std::span<unsigned char> bytes) {
  std::array<unsigned char, randombytes_SEEDBYTES> seed{};
  put(seed_, seed.data());
  put(drawn_count_++, seed.data() + 8);
  if (!bytes.empty()) randombytes_buf_deterministic(bytes.data(), bytes.size(), seed.data());
}

// What of 2^32 is left over when it is shared out evenly is drawn again.
std::uint32_t SeededRandomness::below(std::uint32_t bound) {
  if (bound < 2) return 0;
  const std::uint32_t left_over = (0U - bound) % bound;
  for (;;) {
    std::array<unsigned char, 4> bytes{};
    fill(bytes);
    std::uint32_t drawn = 0;
    for (const unsigned char byte : bytes) drawn = drawn << 8 | byte;
    if (drawn >= left_over) return drawn % bound;
  }
}

}  // namespace opora::sealing
