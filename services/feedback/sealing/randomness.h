// Where random numbers come from: the system's generator, or a seed where a simulation has to repeat itself.
#pragma once

#include <cstdint>
#include <span>

namespace opora::sealing {

class Randomness {
 public:
  virtual ~Randomness() = default;
  virtual void fill(std::span<unsigned char> bytes) = 0;
  // Each number from 0 to bound - 1 as likely as any other. Of a bound of 0 or 1 it is 0.
  virtual std::uint32_t below(std::uint32_t bound) = 0;
};

// libsodium's randombytes: nobody can guess it. For any thread. Throws std::runtime_error where the system has none.
Randomness& system_randomness();

// The same numbers for the same seed, and easily guessed: for simulations and tests alone. For one thread.
class SeededRandomness final : public Randomness {
 public:
  explicit SeededRandomness(std::uint64_t seed) : seed_(seed) {}
  void fill(std::span<unsigned char> bytes) override;
  std::uint32_t below(std::uint32_t bound) override;

 private:
  const std::uint64_t seed_;
  std::uint64_t drawn_count_ = 0;
};

}  // namespace opora::sealing
