// The thread that exchanges call counts with other processes, aside from calls.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "platform/cache/cache.h"
#include "platform/limits/call_limits.h"

namespace opora {

class LimitExchange {
 public:
  // Exchanges at once and after every `pause`. Both outlive this.
  LimitExchange(CallLimits& limits, Cache& cache, std::chrono::milliseconds pause = std::chrono::milliseconds(100));
  ~LimitExchange();  // waits for an exchange under way
  LimitExchange(const LimitExchange&) = delete;
  LimitExchange& operator=(const LimitExchange&) = delete;

 private:
  void run(std::chrono::milliseconds pause);

  CallLimits& limits_;
  Cache& cache_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace opora
