// Tokens whose signature was found right, by their whole text: checking one costs 50 µs, finding it again a hundredth
// of that.
#pragma once

#include <array>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "platform/policy/token.h"

namespace opora {

// Thread-safe, bounded. Holds whatever was put in until it has expired or room is needed.
class TokenCache {
 public:
  explicit TokenCache(std::size_t count_max = 4096) : shard_count_max_(count_max / kShardCount + 1) {}

  std::shared_ptr<const Claims> find(std::string_view token) const;
  void put(std::string_view token, std::shared_ptr<const Claims> claims, Instant now);
  std::size_t size() const;

 private:
  static constexpr std::size_t kShardCount = 16;

  // The hash is computed once a look-up: it chooses the shard and the bucket.
  struct Hashed {
    std::string_view text;
    std::size_t hash;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(const Hashed& key) const { return key.hash; }
    std::size_t operator()(const std::string& key) const { return std::hash<std::string_view>{}(key); }
  };
  struct Equal {
    using is_transparent = void;
    bool operator()(const Hashed& a, const std::string& b) const { return a.text == b; }
    bool operator()(const std::string& a, const Hashed& b) const { return a == b.text; }
    bool operator()(const std::string& a, const std::string& b) const { return a == b; }
  };
  struct Shard {
    mutable std::shared_mutex mutex;
    std::unordered_map<std::string, std::shared_ptr<const Claims>, Hash, Equal> claims;
  };
  static Hashed hashed(std::string_view token) { return {token, std::hash<std::string_view>{}(token)}; }
  // The map uses the hash's low bits.
  static std::size_t shard_of(const Hashed& key) { return (key.hash >> 48) % kShardCount; }

  std::size_t shard_count_max_;
  std::array<Shard, kShardCount> shards_;
};

}  // namespace opora
