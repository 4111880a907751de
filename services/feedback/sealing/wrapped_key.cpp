#include "feedback/sealing/wrapped_key.h"

#include <algorithm>

#include <sodium.h>

namespace opora::sealing {
namespace {

constexpr std::uint32_t kVersion = 1;
constexpr std::uint32_t kPassesMax = 16;
constexpr std::uint32_t kMemoryBytesMax = 256U << 20;
constexpr std::uint32_t kMemoryStep = 1024;  // Argon2 counts so: what is less would be no part of the key

static_assert(sizeof(WrappedKey::salt) == crypto_pwhash_SALTBYTES);
static_assert(sizeof(WrappedKey::nonce) == crypto_secretbox_NONCEBYTES);
static_assert(sizeof(WrappedKey::box) == crypto_box_SECRETKEYBYTES + crypto_secretbox_MACBYTES);

void put(std::string& bytes, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(number >> shift));
}

std::uint32_t take_number(std::string_view& bytes) {
  std::uint32_t number = 0;
  for (int i = 0; i < 4; ++i) number = number << 8 | static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
  bytes.remove_prefix(4);
  return number;
}

template <std::size_t count>
void take(std::array<unsigned char, count>& into, std::string_view& bytes) {
  std::copy_n(bytes.begin(), count, into.begin());
  bytes.remove_prefix(count);
}

template <std::size_t count>
void put(std::string& bytes, const std::array<unsigned char, count>& from) {
  bytes.append(from.begin(), from.end());
}

// The key that a passphrase makes. Of the cost and the salt too, so neither can be changed unnoticed.
Result<LockedBytes> derived(const WrappedKey& wrapped, const Passphrase& passphrase) {
  LockedBytes key(crypto_secretbox_KEYBYTES);
  const std::string_view text = passphrase.text();
  if (crypto_pwhash(key.data(), key.size(), text.data(), text.size(), wrapped.salt.data(), wrapped.cost.passes,
                    wrapped.cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
    return refuse(Code::unavailable, "SEALING_FAILED",
                  "There is too little memory, of which it takes 64 MB: try later.");
  return key;
}

bool may_be_asked(const WrapCost& cost) {
  return cost.passes >= crypto_pwhash_OPSLIMIT_MIN && cost.passes <= kPassesMax &&
         cost.memory_bytes >= crypto_pwhash_MEMLIMIT_MIN && cost.memory_bytes <= kMemoryBytesMax &&
         cost.memory_bytes % kMemoryStep == 0;
}

tl::unexpected<Error> wrong() {
  return refuse(Code::denied, "PASSPHRASE_WRONG",
                "This is the passphrase of another keeper or wave; or somebody has changed what it opens.");
}

}  // namespace

Result<WrappedKey> WrappedKey::from(std::string_view bytes) {
  WrappedKey wrapped;
  bool is_known = bytes.size() == kBytes && take_number(bytes) == kVersion;
  if (is_known) {
    wrapped.cost.passes = take_number(bytes);
    wrapped.cost.memory_bytes = take_number(bytes);
    is_known = may_be_asked(wrapped.cost);
  }
  if (!is_known)
    return refuse(Code::internal, "WRAPPED_KEY_DAMAGED",
                  "What a keeper's passphrase opens was damaged, or a newer version of the platform made it.");
  take(wrapped.salt, bytes);
  take(wrapped.nonce, bytes);
  take(wrapped.box, bytes);
  return wrapped;
}

std::string WrappedKey::to_bytes() const {
  std::string bytes;
  bytes.reserve(kBytes);
  put(bytes, kVersion);
  put(bytes, cost.passes);
  put(bytes, cost.memory_bytes);
  put(bytes, salt);
  put(bytes, nonce);
  put(bytes, box);
  return bytes;
}

Result<WrappedKey> wrap(const KeyPair& keys, const Passphrase& passphrase, WrapCost cost, Randomness& randomness) {
  WrappedKey wrapped;
  wrapped.cost = cost;
  randomness.fill(wrapped.salt);
  randomness.fill(wrapped.nonce);
  TRY(key, derived(wrapped, passphrase));
  crypto_secretbox_easy(wrapped.box.data(), keys.private_key.data(), keys.private_key.size(), wrapped.nonce.data(),
                        key.data());
  return wrapped;
}

Result<KeyPair> unwrap(const WrappedKey& wrapped, const PublicKey& of, const Passphrase& passphrase) {
  TRY(key, derived(wrapped, passphrase));
  KeyPair keys{of, LockedBytes(crypto_box_SECRETKEYBYTES)};
  if (crypto_secretbox_open_easy(keys.private_key.data(), wrapped.box.data(), wrapped.box.size(), wrapped.nonce.data(),
                                 key.data()) != 0)
    return wrong();
  PublicKey its;
  crypto_scalarmult_base(its.bytes.data(), keys.private_key.data());
  if (its != of) return wrong();
  return keys;
}

Result<WrappedKey> wrap_for_another(const WrappedKey& wrapped, const PublicKey& of, const Passphrase& passphrase,
                                    const Passphrase& of_newcomer, WrapCost cost, Randomness& randomness) {
  TRY(keys, unwrap(wrapped, of, passphrase));
  return wrap(keys, of_newcomer, cost, randomness);
}

}  // namespace opora::sealing
