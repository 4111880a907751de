// A Redis of a test's own, which it may end, freeze and start again at the same address.
#pragma once

#include <string>

namespace opora::testing {

// Where the Redis is that ctest started for all tests: they share it, so nobody ends or empties it. Throws
// std::runtime_error, saying how to start it, when it isn't there.
std::string shared_redis_address();

class RedisServer {
 public:
  // `options` are Redis's own: "--requirepass secret". Throws std::runtime_error if it doesn't start.
  explicit RedisServer(std::string options = "");
  ~RedisServer();
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;

  std::string address() const { return "unix:" + socket(); }
  std::string socket() const { return folder_ + "/socket"; }
  // Killed; everything it held is lost. Idempotent.
  void kill();
  // Again, or instead of one that runs.
  void start();

 private:
  void run(const std::string& verb, const std::string& options) const;

  std::string folder_;
  std::string options_;
};

}  // namespace opora::testing
