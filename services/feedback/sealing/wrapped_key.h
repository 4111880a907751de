// A wave's private key as a keeper's passphrase holds it. Both keepers wrap the same key, each with a passphrase of
// their own; nothing else of the key is stored. Argon2id 1.3 makes a key of the passphrase, and XSalsa20-Poly1305
// (crypto_secretbox) wraps with it. What Argon2id was asked for stands beside, so that it may cost more later.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "feedback/sealing/key_pair.h"
#include "feedback/sealing/passphrase.h"
#include "feedback/sealing/randomness.h"
#include "platform/result/result.h"

namespace opora::sealing {

// What one attempt at a passphrase costs. Three passes over 64 MiB take 0.1 to 0.2 s of one core; with 85 bits
// to try that is beyond anybody by far, and leaves a small machine its memory. Tests take less.
struct WrapCost {
  std::uint32_t passes;
  std::uint32_t memory_bytes;  // whole KiB, at least 8
  bool operator==(const WrapCost&) const = default;
};
constexpr WrapCost kWrapCost{3, 64U << 20};

struct WrappedKey {
  static constexpr std::size_t kBytes = 4 + 4 + 4 + 16 + 24 + 48;

  // Refused with WRAPPED_KEY_DAMAGED for what to_bytes() never makes: another version or size, or a cost that nobody
  // may ask of this machine (more than 16 passes or 256 MiB).
  static Result<WrappedKey> from(std::string_view bytes);
  // Its version (1), passes and bytes of memory, four bytes each with the highest first; salt; nonce; the wrapped key.
  std::string to_bytes() const;
  bool operator==(const WrappedKey&) const = default;

  WrapCost cost = kWrapCost;
  std::array<unsigned char, 16> salt{};
  std::array<unsigned char, 24> nonce{};
  std::array<unsigned char, 48> box{};
};

// All three take as much memory and time as the cost says: outside the lane, few at once. Refused with
// SEALING_FAILED where there is too little memory.

// Another each time, also for the same key and passphrase.
Result<WrappedKey> wrap(const KeyPair& keys, const Passphrase& passphrase, WrapCost cost = kWrapCost,
                        Randomness& randomness = system_randomness());

// `of` is the wave's public key. Refused with PASSPHRASE_WRONG, also where somebody changed the wrapped key on purpose
// or put another wave's in its place.
Result<KeyPair> unwrap(const WrappedKey& wrapped, const PublicKey& of, const Passphrase& passphrase);

// One keeper lets another one in, with both passphrases: the same key, wrapped for the newcomer. Whose wrapped key it
// takes the place of, the caller deletes. Refused like unwrap().
Result<WrappedKey> wrap_for_another(const WrappedKey& wrapped, const PublicKey& of, const Passphrase& passphrase,
                                    const Passphrase& of_newcomer, WrapCost cost = kWrapCost,
                                    Randomness& randomness = system_randomness());

}  // namespace opora::sealing
