#include "platform/limits/limit_exchange.h"

namespace opora {

LimitExchange::LimitExchange(CallLimits& limits, Cache& cache, std::chrono::milliseconds pause)
    : limits_(limits), cache_(cache), thread_([this, pause] { run(pause); }) {}

LimitExchange::~LimitExchange() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  thread_.join();
}

void LimitExchange::run(std::chrono::milliseconds pause) {
  std::unique_lock lock(mutex_);
  do {
    lock.unlock();
    limits_.exchange(cache_);
    lock.lock();
  } while (!stopped_.wait_for(lock, pause, [this] { return stopping_; }));
}

}  // namespace opora
