// One connection to a Redis: commands out, replies in, within a time, or the connection is of no more use.
#pragma once

#include <chrono>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <hiredis/hiredis.h>

#include "platform/cache/redis_address.h"
#include "platform/result/result.h"

namespace opora {

// Commands that are sent together.
class RedisCommands {
 public:
  void add(std::initializer_list<std::string_view> words);
  const std::string& bytes() const { return bytes_; }
  std::size_t count() const { return count_; }

 private:
  std::string bytes_;
  std::size_t count_ = 0;
};

// For one thread at a time.
class RedisConnection {
 public:
  struct Free {
    void operator()(redisContext* context) const { redisFree(context); }
    void operator()(redisReply* reply) const { freeReplyObject(reply); }
  };
  using Reply = std::unique_ptr<redisReply, Free>;

  // Connects, says who we are and chooses the database. Looking up the host's name may take longer than `connect`: the
  // system does that. Refused with the reasons of exchange().
  static Result<std::unique_ptr<RedisConnection>> open(const RedisAddress& address, std::chrono::milliseconds connect,
                                                       std::chrono::milliseconds command);

  // Sends all commands and waits for a reply to each, twice the command's time at most. Afterwards the connection is as
  // new, or it is refused and has to be closed; what was sent may then have happened. Refused with
  //   CACHE_UNREACHABLE   no connection, or it was lost
  //   CACHE_SLOW          no reply in time
  //   CACHE_REFUSED       Redis answered with an error
  //   CACHE_UNREADABLE    what answered is no Redis
  Result<std::vector<Reply>> exchange(const RedisCommands& commands);

 private:
  using Context = std::unique_ptr<redisContext, Free>;
  RedisConnection(Context context, std::chrono::milliseconds command)
      : context_(std::move(context)), command_(command) {}
  Result<void> authenticate(const RedisAddress& address);
  Result<void> send(const RedisCommands& commands);
  Result<Reply> receive(std::chrono::steady_clock::time_point until);

  const Context context_;
  const std::chrono::milliseconds command_;
};

}  // namespace opora
