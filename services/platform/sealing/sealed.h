// Secrets in a file that may lie anywhere: nobody reads or changes them without the passphrase.
//
// Version 1 is a line that says what it is, a salt of 16 bytes, a nonce of 24, the secrets encrypted, and 32 bytes of
// BLAKE2b over all before. The key comes from the passphrase by Argon2id with the salt; XChaCha20-Poly1305 encrypts,
// and authenticates what stands before as well. The sum at the end tells what was damaged by chance from a passphrase
// that is wrong; against whoever changes a file on purpose, who can make a sum too, the authentication holds.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "platform/result/result.h"

namespace opora {

// How much it costs to try a passphrase. Version 1's is kSealingCost; tests take less.
struct SealingCost {
  unsigned long long passes;
  std::size_t memory_bytes;
};
constexpr SealingCost kSealingCost{4, 256UL << 20};

// Text that is wiped from memory when it goes.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  ~Secret();
  Secret(Secret&& other) noexcept : text_(std::move(other.text_)) { other.wipe(); }
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;

  std::string_view text() const { return text_; }

 private:
  void wipe();
  std::string text_;
};

// Another file each time, also for the same secrets. Refused with SEALING_FAILED where there is too little memory.
Result<std::string> seal(std::string_view secrets, std::string_view passphrase, SealingCost cost = kSealingCost);

// Refused with
//   SEALED_FOREIGN    it is no such file
//   SEALED_TOO_NEW    a newer version of the platform made it
//   SEALED_DAMAGED    bytes of it were changed or are missing
//   PASSPHRASE_WRONG  the passphrase is another one, or somebody has changed the file on purpose
//   SEALING_FAILED    there is too little memory
Result<Secret> unseal(std::string_view sealed, std::string_view passphrase, SealingCost cost = kSealingCost);

// Refused with PASSPHRASE_WEAK unless it may have the 80 bits that are asked for. It can only be seen when a passphrase
// has less than those: what somebody thought of has less than it looks.
Result<void> check_passphrase(std::string_view passphrase);

}  // namespace opora
