// Who wants to be woken when a log grows.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "platform/events/log/event_log.h"

namespace opora {

// Thread-safe. Subscriptions may outlive it.
class Wakes {
 public:
  EventLog::Subscription subscribe(std::function<void()> wake) {
    const std::lock_guard lock(followers_->mutex);
    const std::int64_t number = followers_->next++;
    followers_->wakes.emplace(number, std::move(wake));
    return {nullptr, [followers = followers_, number](void*) {
              const std::lock_guard removing(followers->mutex);
              followers->wakes.erase(number);
            }};
  }
  void wake_all() {
    const std::lock_guard lock(followers_->mutex);
    for (const auto& [number, wake] : followers_->wakes) wake();
  }

 private:
  struct Followers {
    std::mutex mutex;
    std::map<std::int64_t, std::function<void()>> wakes;
    std::int64_t next = 0;
  };
  std::shared_ptr<Followers> followers_ = std::make_shared<Followers>();
};

}  // namespace opora
