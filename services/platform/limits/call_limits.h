// How many calls one caller may make in a minute, in this process or in all that share a cache.
//
// The count of the last 60 seconds is estimated from two windows of a minute of the wall clock: this one's calls, and
// as much of the one before as those 60 seconds still cover (docs/adr/0014). Whether a call passes is decided from
// memory alone; what other processes have counted is as old as the last exchange.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/cache/cache.h"
#include "platform/clock/clock.h"
#include "platform/result/result.h"

namespace opora {

// Thread-safe; pass() never waits for more than another thread's short work on memory.
class CallLimits {
 public:
  static constexpr std::chrono::seconds kWindow{60};

  // At most `calls` a caller and minute; 0: as many as they like. Of `caller_count_max` callers a minute, roughly,
  // calls are counted; those of more pass uncounted, so that nobody can grow the memory or be shut out by others.
  CallLimits(std::int64_t calls, const Clock& clock, std::size_t caller_count_max = 65'536);

  // Counts a call of this caller's and lets it pass. Refused with RATE_LIMITED, saying after what time a call would
  // pass; a refused call is not counted.
  Result<void> pass(std::string_view subject);

  // Tells the others through the cache what was counted here since the last time, and takes over what they have counted
  // of the same callers. Whether the cache is there; if not, everything is told again when it is. Blocks its thread as
  // the cache does, and no other thread. One thread at a time.
  bool exchange(Cache& cache);

  // How many callers are remembered.
  std::size_t caller_count() const;

 private:
  static constexpr std::size_t kShardCount = 16;
  using Key = std::array<unsigned char, 16>;  // a hash of the subject: of one size, and no name
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  struct Count {
    std::int64_t own = 0;
    std::int64_t told = -1;  // how many of them the others know; -1: to be told or asked in any case
    std::int64_t others = 0;
    std::int64_t all() const { return own + others; }
  };
  using Counts = std::unordered_map<Key, Count, KeyHash>;
  struct Shard {
    mutable std::mutex mutex;
    std::int64_t window = 0;  // since 1970
    Counts now, before;
    void roll(std::int64_t to);
    Counts* of(std::int64_t wanted);
  };
  // What is told of one caller in one window.
  struct Told {
    Shard* shard;
    Key key;
    std::int64_t window;
    std::int64_t own;
  };
  bool tell(Cache& cache);
  static void collect(Shard& shard, std::vector<Told>& told);
  static void take_over(const Told& told, std::int64_t all);
  void forget_told();

  const std::int64_t calls_max_;
  const Clock& clock_;
  const std::size_t shard_count_max_;
  const std::string self_;  // this process among those that share the cache
  std::array<Shard, kShardCount> shards_;
};

}  // namespace opora
