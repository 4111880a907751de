#include "feedback/sealing/key_pair.h"

#include <algorithm>

#include <sodium.h>

namespace opora::sealing {
namespace {

static_assert(PublicKey::kBytes == crypto_box_PUBLICKEYBYTES);
static_assert(kSealBytes == crypto_box_SEALBYTES);

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

tl::unexpected<Error> unusable() {
  return refuse(Code::internal, "PUBLIC_KEY_UNUSABLE",
                "Nothing can be sealed to the wave's key: it was damaged. Tell whoever runs the platform.");
}

}  // namespace

Result<PublicKey> PublicKey::from(std::string_view bytes) {
  if (bytes.size() != kBytes) return unusable();
  PublicKey key;
  std::copy_n(bytes_of(bytes), kBytes, key.bytes.begin());
  return key;
}

KeyPair make_key_pair(Randomness& randomness) {
  LockedBytes seed(crypto_box_SEEDBYTES);
  randomness.fill(seed.bytes());
  KeyPair keys;
  keys.private_key = LockedBytes(crypto_box_SECRETKEYBYTES);
  crypto_box_seed_keypair(keys.public_key.bytes.data(), keys.private_key.data(), seed.data());
  return keys;
}

Result<std::string> seal(const PublicKey& to, std::string_view bytes) {
  std::string sealed(bytes.size() + kSealBytes, '\0');
  if (crypto_box_seal(bytes_of(sealed), bytes_of(bytes), bytes.size(), to.bytes.data()) != 0) return unusable();
  return sealed;
}

// As crypto_box_seal() does it: the public key of a pair made for this once, and a box from it to the recipient, whose
// nonce is a hash of both public keys.
Result<std::string> seal(const PublicKey& to, std::string_view bytes, Randomness& randomness) {
  const KeyPair once = make_key_pair(randomness);
  std::array<unsigned char, 2 * PublicKey::kBytes> keys{};
  std::copy(once.public_key.bytes.begin(), once.public_key.bytes.end(), keys.begin());
  std::copy(to.bytes.begin(), to.bytes.end(), keys.begin() + PublicKey::kBytes);
  std::array<unsigned char, crypto_box_NONCEBYTES> nonce{};
  crypto_generichash(nonce.data(), nonce.size(), keys.data(), keys.size(), nullptr, 0);

  std::string sealed(bytes.size() + kSealBytes, '\0');
  std::copy(once.public_key.bytes.begin(), once.public_key.bytes.end(), bytes_of(sealed));
  if (crypto_box_easy(bytes_of(sealed) + PublicKey::kBytes, bytes_of(bytes), bytes.size(), nonce.data(),
                      to.bytes.data(), once.private_key.data()) != 0)
    return unusable();
  return sealed;
}

Result<void> open(const KeyPair& keys, std::string_view sealed, std::span<unsigned char> into) {
  const bool fits = sealed.size() >= kSealBytes && into.size() == sealed.size() - kSealBytes &&
                    keys.private_key.size() == crypto_box_SECRETKEYBYTES;
  if (fits && crypto_box_seal_open(into.data(), bytes_of(sealed), sealed.size(), keys.public_key.bytes.data(),
                                   keys.private_key.data()) == 0)
    return {};
  return refuse(Code::internal, "SEALED_UNREADABLE",
                "Something was sealed to another wave's key, or changed since: it can't be opened.");
}

Result<LockedBytes> open(const KeyPair& keys, std::string_view sealed) {
  LockedBytes opened(std::max(sealed.size(), kSealBytes) - kSealBytes);
  TRY_DO(open(keys, sealed, opened.bytes()));
  return opened;
}

}  // namespace opora::sealing
