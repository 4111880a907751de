#include "feedback/handlers/secrets.h"

#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <sodium.h>

#include "platform/text/base64url.h"

namespace opora::feedback {
namespace {

constexpr std::size_t kKeyBytes = 16;

thread_local sealing::Randomness* other_chance = nullptr;
thread_local sealing::WrapCost cost_here = sealing::kWrapCost;

std::string bytes_of(const std::string& text) {
  auto bytes = from_base64url(text);
  if (!bytes) throw std::runtime_error("a key that was kept can't be read");
  return *std::move(bytes);
}

template <class T>
T readable(Result<T> kept) {
  if (!kept) throw std::runtime_error("a key that was kept can't be used: " + kept.error().reason);
  return *std::move(kept);
}

std::string text_of(std::span<const unsigned char> bytes) {
  return base64url({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace

sealing::Randomness& chance() { return other_chance != nullptr ? *other_chance : sealing::system_randomness(); }
void take_chance_from(sealing::Randomness* other) { other_chance = other; }

sealing::WrapCost wrap_cost() { return cost_here; }
void set_wrap_cost(sealing::WrapCost cost) { cost_here = cost; }

std::string random_key() {
  std::array<unsigned char, kKeyBytes> bytes{};
  chance().fill(bytes);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string random_id() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<unsigned char, kKeyBytes> bytes{};
  chance().fill(bytes);
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0fU) | 0x40U);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3fU) | 0x80U);
  std::string id;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) id += '-';
    id += kDigits[bytes[i] >> 4U];
    id += kDigits[bytes[i] & 0x0fU];
  }
  return id;
}

Result<Keeper> with_passphrase(Keeper keeper, const sealing::Passphrase& passphrase) {
  const sealing::KeyPair keys = sealing::make_key_pair(chance());
  TRY(wrapped, sealing::wrap(keys, passphrase, wrap_cost(), chance()));
  keeper.public_key = text_of(keys.public_key);
  keeper.wrapped_key = base64url(wrapped.to_bytes());
  keeper.has_confirmed = false;
  return keeper;
}

Result<sealing::KeyPair> keys_of(const Keeper& keeper, std::string_view typed) {
  TRY_DO(check_has_passphrase(keeper));
  TRY(passphrase, sealing::Passphrase::typed(typed));
  const auto wrapped = readable(sealing::WrappedKey::from(bytes_of(keeper.wrapped_key)));
  return sealing::unwrap(wrapped, public_key_of(keeper.public_key), passphrase);
}

SealedForKeepers seal_for(std::span<const Keeper> keepers, std::string_view secret) {
  SealedForKeepers sealed;
  for (const Keeper& keeper : keepers) {
    std::string& box = keeper.place == 1 ? sealed.first : sealed.second;
    box = base64url(seal_to(public_key_of(keeper.public_key), secret));
  }
  return sealed;
}

sealing::LockedBytes open_for(const Keeper& keeper, const sealing::KeyPair& keys, const SealedForKeepers& secret) {
  return readable(sealing::open(keys, bytes_of(sealed_for(secret, keeper.place))));
}

// By the system's own chance it takes half as long.
std::string seal_to(const sealing::PublicKey& key, std::string_view bytes) {
  return readable(other_chance != nullptr ? sealing::seal(key, bytes, *other_chance) : sealing::seal(key, bytes));
}

std::string text_of(const sealing::PublicKey& key) { return base64url(key.view()); }

sealing::PublicKey public_key_of(const std::string& text) {
  return readable(sealing::PublicKey::from(bytes_of(text)));
}

std::string link_of(const sealing::LockedBytes& link_key, const std::string& link_code) {
  std::array<unsigned char, kKeyBytes> hash{};
  const int failed =
      crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(link_code.data()),
                         link_code.size(), link_key.data(), link_key.size());
  if (failed != 0) throw std::runtime_error("a link code can't be hashed");
  return text_of(std::span<const unsigned char>(hash));
}

}  // namespace opora::feedback
