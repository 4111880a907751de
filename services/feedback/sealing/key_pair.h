// What answers are sealed to: anybody who has a wave's public key seals, and only who has its private key opens
// (libsodium's crypto_box_seal: X25519, XSalsa20-Poly1305). All functions are for any thread.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "feedback/sealing/locked_bytes.h"
#include "feedback/sealing/randomness.h"
#include "platform/result/result.h"

namespace opora::sealing {

struct PublicKey {
  static constexpr std::size_t kBytes = 32;

  // As it was stored. Refused with PUBLIC_KEY_UNUSABLE if it isn't 32 bytes.
  static Result<PublicKey> from(std::string_view bytes);
  std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
  bool operator==(const PublicKey&) const = default;

  std::array<unsigned char, kBytes> bytes{};
};

struct KeyPair {
  PublicKey public_key;
  LockedBytes private_key;  // 32 bytes
};

KeyPair make_key_pair(Randomness& randomness = system_randomness());

// Sealed bytes are longer by so many, whatever they say: equal sizes stay equal.
constexpr std::size_t kSealBytes = 48;

// Other bytes each time, also for the same ones. Refused with PUBLIC_KEY_UNUSABLE for a key that seals nothing, such as
// zeros.
Result<std::string> seal(const PublicKey& to, std::string_view bytes);

// The same from numbers of one's own, so that a simulation repeats itself. Elsewhere nobody calls it.
Result<std::string> seal(const PublicKey& to, std::string_view bytes, Randomness& randomness);

// Refused with SEALED_UNREADABLE for what was sealed to another key or changed since, or is too short.
Result<LockedBytes> open(const KeyPair& keys, std::string_view sealed);

// The same into `into`, which has sealed.size() - kSealBytes bytes, for many answers one after another. Of other sizes
// SEALED_UNREADABLE as well. What stands in `into` after a refusal is nothing to go by.
Result<void> open(const KeyPair& keys, std::string_view sealed, std::span<unsigned char> into);

}  // namespace opora::sealing
