#include "platform/service/accounts.h"

#include <array>

#include <sodium.h>

#include "platform/policy/scopes_of_before.h"

namespace opora {

std::string share_of(const Caller& caller) {
  std::string share = caller.subject;
  share += '\n';
  share += std::to_string(static_cast<int>(caller.role));
  return share += text_of_scopes(caller.scopes);
}

std::string account_of(const Caller& caller, const std::string& share) {
  std::array<unsigned char, crypto_shorthash_BYTES> hash{};
  constexpr std::array<unsigned char, crypto_shorthash_KEYBYTES> kNoKey{};
  crypto_shorthash(hash.data(), reinterpret_cast<const unsigned char*>(share.data()), share.size(), kNoKey.data());
  std::array<char, 2 * hash.size() + 1> hex{};
  return caller.subject + " " + sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
}

}  // namespace opora
