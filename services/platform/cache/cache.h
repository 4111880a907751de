// What several processes share in a Redis, and may lose at any moment: nothing is kept here that can't be done without.
// Whatever goes wrong with Redis is one answer to callers: it is not there.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/cache/redis_address.h"
#include "platform/cache/redis_connection.h"
#include "platform/result/result.h"

namespace opora {

struct CacheOptions {
  std::string address;  // as parse_redis_address() reads it
  std::chrono::milliseconds connect{200};
  std::chrono::milliseconds command{200};
  std::size_t connection_count_max = 2;
  // How long Redis is left alone after a failure; doubled by each further one.
  std::chrono::milliseconds pause_first{100};
  std::chrono::milliseconds pause_max{5000};
};

// Thread-safe; calls block their thread, for some 600 ms at most with the usual times. Writes one log line each time
// that Redis goes or comes.
class Cache {
 public:
  // Doesn't connect yet: a process starts without its Redis. Refused with CACHE_ADDRESS_INVALID.
  static Result<std::unique_ptr<Cache>> make(CacheOptions options);

  // A count that several processes make together: each knows its own part of it and tells the whole of that part every
  // time. So it doesn't matter how often a part is told, and after a loss in Redis everybody's next telling mends it.
  struct Part {
    std::string key;
    std::int64_t own = 0;  // 0: nothing to tell, only to ask
  };
  // Tells the parts of `teller`, whose keys then live for `lifetime`, and returns what all tellers together have
  // counted under each. Nothing: Redis is not there, and may or may not have been told.
  std::optional<std::vector<std::int64_t>> count_together(std::span<const Part> parts, std::string_view teller,
                                                          std::chrono::milliseconds lifetime);

  // Asks whether Redis is there.
  bool ping();

  // Whether it was when last spoken to.
  bool connected() const;

 private:
  using Replies = std::vector<RedisConnection::Reply>;
  Cache(CacheOptions options, RedisAddress address) : options_(std::move(options)), address_(std::move(address)) {}
  // `read` says whether the replies are what the commands ask for.
  bool exchange(const RedisCommands& commands, const std::function<bool(const Replies&)>& read);
  Result<std::unique_ptr<RedisConnection>> borrow();
  void give_back(std::unique_ptr<RedisConnection> connection);
  void give_up(const Error& error);

  const CacheOptions options_;
  const RedisAddress address_;
  mutable std::mutex mutex_;
  std::condition_variable given_back_;
  std::vector<std::unique_ptr<RedisConnection>> idle_;
  std::size_t lent_count_ = 0;
  std::optional<bool> connected_;  // nothing: nobody has tried yet
  std::chrono::milliseconds pause_ = options_.pause_first;
  std::chrono::steady_clock::time_point paused_until_;
};

}  // namespace opora
