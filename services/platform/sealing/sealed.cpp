#include "platform/sealing/sealed.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include <sodium.h>

namespace opora {
namespace {

constexpr std::string_view kName = "OPORA KEYS ";
constexpr std::string_view kBeginning = "OPORA KEYS 1\n";
constexpr std::size_t kSaltBytes = crypto_pwhash_argon2id_SALTBYTES;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kSumBytes = 32;
constexpr std::size_t kHeaderBytes = kBeginning.size() + kSaltBytes + kNonceBytes;

constexpr std::size_t kPassphraseCharactersMin = 16;
constexpr double kPassphraseBitsMin = 80;

using Key = std::array<unsigned char, crypto_aead_xchacha20poly1305_ietf_KEYBYTES>;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

tl::unexpected<Error> failed() {
  return refuse(Code::unavailable, "SEALING_FAILED",
                "There is too little memory, of which it takes 256 MB, or the system gives no random numbers.");
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string sum_of(std::string_view bytes) {
  std::string sum(kSumBytes, '\0');
  crypto_generichash(bytes_of(sum), sum.size(), bytes_of(bytes), bytes.size(), nullptr, 0);
  return sum;
}

// crypto_pwhash_argon2id is Argon2id 1.3 (RFC 9106) with one lane.
bool derive(Key& key, std::string_view passphrase, std::string_view salt, SealingCost cost) {
  return crypto_pwhash_argon2id(key.data(), key.size(), passphrase.data(), passphrase.size(), bytes_of(salt),
                                cost.passes, cost.memory_bytes, crypto_pwhash_argon2id_ALG_ARGON2ID13) == 0;
}

Result<void> check_shape(std::string_view sealed) {
  if (!sealed.starts_with(kName))
    return refuse(Code::invalid, "SEALED_FOREIGN", "The file is none that opora keys export has made.");
  if (!sealed.starts_with(kBeginning))
    return refuse(Code::invalid, "SEALED_TOO_NEW",
                  "The file is of another version than this program knows: take the one that made it, or a newer one.");
  const bool is_whole = sealed.size() >= kHeaderBytes + kTagBytes + kSumBytes &&
                        sum_of(sealed.substr(0, sealed.size() - kSumBytes)) == sealed.substr(sealed.size() - kSumBytes);
  if (!is_whole)
    return refuse(Code::invalid, "SEALED_DAMAGED",
                  "The file was cut off or changed since it was made: take another copy of it.");
  return {};
}

}  // namespace

Secret::~Secret() { wipe(); }

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  wipe();
  text_ = std::move(other.text_);
  other.wipe();
  return *this;
}

// What was moved out of a short text stays in it.
void Secret::wipe() {
  text_.resize(text_.capacity());
  sodium_memzero(text_.data(), text_.size());
  text_.clear();
}

Result<std::string> seal(std::string_view secrets, std::string_view passphrase, SealingCost cost) {
  if (sodium_init() < 0) return failed();
  const std::string salt = random_bytes(kSaltBytes);
  const std::string nonce = random_bytes(kNonceBytes);
  Key key{};
  if (!derive(key, passphrase, salt, cost)) return failed();
  const std::string header = std::string(kBeginning) + salt + nonce;
  std::string encrypted(secrets.size() + kTagBytes, '\0');
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(encrypted), nullptr, bytes_of(secrets), secrets.size(),
                                             bytes_of(header), header.size(), nullptr, bytes_of(nonce), key.data());
  sodium_memzero(key.data(), key.size());
  const std::string all = header + encrypted;
  return all + sum_of(all);
}

Result<Secret> unseal(std::string_view sealed, std::string_view passphrase, SealingCost cost) {
  TRY_DO(check_shape(sealed));
  const std::string_view header = sealed.substr(0, kHeaderBytes);
  const std::string_view nonce = header.substr(kHeaderBytes - kNonceBytes);
  const std::string_view encrypted = sealed.substr(kHeaderBytes, sealed.size() - kHeaderBytes - kSumBytes);
  Key key{};
  if (sodium_init() < 0 || !derive(key, passphrase, header.substr(kBeginning.size(), kSaltBytes), cost))
    return failed();
  std::string secrets(encrypted.size() - kTagBytes, '\0');
  const bool is_it = crypto_aead_xchacha20poly1305_ietf_decrypt(
                         bytes_of(secrets), nullptr, nullptr, bytes_of(encrypted), encrypted.size(), bytes_of(header),
                         header.size(), bytes_of(nonce), key.data()) == 0;
  sodium_memzero(key.data(), key.size());
  if (!is_it)
    return refuse(Code::denied, "PASSPHRASE_WRONG",
                  "The passphrase is not the one that the file was made with; or somebody has changed the file on "
                  "purpose, and then no passphrase opens it.");
  return Secret(std::move(secrets));
}

// As if every character had been drawn from all of its kinds; one that comes again and again at once counts once.
Result<void> check_passphrase(std::string_view passphrase) {
  bool has_lower = false, has_upper = false, has_digit = false, has_other = false;
  std::size_t count = 0;
  for (std::size_t i = 0; i < passphrase.size(); ++i) {
    const auto c = static_cast<unsigned char>(passphrase[i]);
    if (std::islower(c) != 0) has_lower = true;
    else if (std::isupper(c) != 0) has_upper = true;
    else if (std::isdigit(c) != 0) has_digit = true;
    else has_other = true;
    if (i == 0 || passphrase[i] != passphrase[i - 1]) ++count;
  }
  const int kinds = (has_lower ? 26 : 0) + (has_upper ? 26 : 0) + (has_digit ? 10 : 0) + (has_other ? 33 : 0);
  const double bits = kinds == 0 ? 0 : static_cast<double>(count) * std::log2(kinds);
  if (count >= kPassphraseCharactersMin && bits >= kPassphraseBitsMin) return {};
  return refuse(Code::invalid, "PASSPHRASE_WEAK",
                "The passphrase is too short: 80 bits are asked for, which seven words drawn at random have, or 20 "
                "random letters and digits.");
}

}  // namespace opora
