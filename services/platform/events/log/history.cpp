#include "platform/events/log/history.h"

#include <array>
#include <cstdint>
#include <stdexcept>

#include <sodium.h>

namespace opora {
namespace {

// crypto_generichash is BLAKE2b, by its documentation for good.
class Hash {
 public:
  explicit Hash(std::string_view key) {
    if (crypto_generichash_init(&state_, bytes_of(key), key.size(), kDigestBytes) != 0)
      throw std::logic_error("a history's key has another length");
  }
  Hash& number(std::uint64_t value) {
    std::array<unsigned char, 8> bytes{};
    for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, value >>= 8U)
      *byte = static_cast<unsigned char>(value & 0xffU);
    crypto_generichash_update(&state_, bytes.data(), bytes.size());
    return *this;
  }
  Hash& text(std::string_view text) {
    number(text.size());
    crypto_generichash_update(&state_, bytes_of(text), text.size());
    return *this;
  }
  std::string digest() {
    std::string digest(kDigestBytes, '\0');
    crypto_generichash_final(&state_, reinterpret_cast<unsigned char*>(digest.data()), digest.size());
    return digest;
  }

 private:
  static const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  }
  crypto_generichash_state state_{};
};

}  // namespace

std::string new_history_key() {
  if (sodium_init() < 0) throw std::runtime_error("The system gives no random numbers.");
  std::string key(kHistoryKeyBytes, '\0');
  randombytes_buf(key.data(), key.size());
  return key;
}

std::string digest_of(std::string_view history_key, std::string_view digest_before, const LogRecord& record) {
  return Hash(history_key)
      .text(digest_before)
      .number(static_cast<std::uint64_t>(record.position))
      .number(static_cast<std::uint64_t>(record.time.us))
      .text(record.type)
      .text(record.key)
      .text(record.payload)
      .digest();
}

}  // namespace opora
