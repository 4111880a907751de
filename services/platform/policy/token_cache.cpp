#include "platform/policy/token_cache.h"

#include <mutex>

namespace opora {

std::shared_ptr<const Claims> TokenCache::find(std::string_view token) const {
  const Hashed key = hashed(token);
  const Shard& shard = shards_[shard_of(key)];
  const std::shared_lock lock(shard.mutex);
  const auto found = shard.claims.find(key);
  return found == shard.claims.end() ? nullptr : found->second;
}

void TokenCache::put(std::string_view token, std::shared_ptr<const Claims> claims, Instant now) {
  const Hashed key = hashed(token);
  Shard& shard = shards_[shard_of(key)];
  const std::unique_lock lock(shard.mutex);
  if (shard.claims.size() >= shard_count_max_) {
    std::erase_if(shard.claims, [now](const auto& entry) { return entry.second->expires <= now; });
    // Still full of living tokens: start again rather than keep a queue of who was used last.
    if (shard.claims.size() >= shard_count_max_) shard.claims.clear();
  }
  shard.claims.insert_or_assign(std::string(token), std::move(claims));
}

std::size_t TokenCache::size() const {
  std::size_t count = 0;
  for (const auto& shard : shards_) {
    const std::shared_lock lock(shard.mutex);
    count += shard.claims.size();
  }
  return count;
}

}  // namespace opora
