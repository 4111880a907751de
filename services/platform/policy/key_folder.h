// The folder that holds the platform's signing key, and what is done with it: tokens are issued and verified.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/clock/clock.h"
#include "platform/ids/ids.h"
#include "platform/policy/caller.h"
#include "platform/policy/token.h"
#include "platform/policy/token_cache.h"
#include "platform/result/result.h"
#include "platform/sealing/private_file.h"

namespace opora {

// A key as its file has it: whoever has the text can be anybody.
struct StoredKey {
  std::string id;   // public
  std::string jwk;
};

// Thread-safe.
class KeyFolder {
 public:
  // Opens the folder, and makes it and its key at the first start: the folder for its owner only (0700), the file too
  // (0600). Two processes that start at once agree on one key. Refused with
  //   KEY_FILE_EXPOSED        others than the owner may read the key, or replace it
  //   KEY_FILE_DAMAGED        the file holds no key
  //   KEY_FOLDER_UNAVAILABLE  the system says no
  static Result<std::unique_ptr<KeyFolder>> open(const std::filesystem::path& folder);

  // The key that is there, if one is: nothing is made. Refused with KEY_FILE_EXPOSED, KEY_FILE_DAMAGED or
  // KEY_FOLDER_UNAVAILABLE.
  static Result<std::optional<StoredKey>> stored(const std::filesystem::path& folder);
  // Refused with KEY_DAMAGED.
  static Result<StoredKey> key_of(const std::string& jwk);
  // Puts a key there, and makes the folder. One that is there stays, unless it is to be replaced: for good then, with
  // all tokens of it. Whoever runs goes on with the one before. Refused as open() is.
  static Result<void> put(const std::filesystem::path& folder, const StoredKey& key, IfThere if_there);

  std::string issue(const Caller& caller, std::chrono::seconds lifetime, Instant now);

  // Who the token says is calling. Refused with TOKEN_MISSING, TOKEN_MALFORMED, TOKEN_FOREIGN, TOKEN_EXPIRED or
  // TOKEN_NOT_YET_VALID. A token verified before is only looked up; its time is checked each time.
  Result<Caller> verify(std::string_view token, Instant now);

  const std::string& key_id() const { return key_.id; }
  std::size_t cached_count() const { return cache_.size(); }

 private:
  explicit KeyFolder(SigningKey key) : key_(std::move(key)) {}
  SigningKey key_;
  TokenCache cache_;
  IdSource ids_;
};

}  // namespace opora
