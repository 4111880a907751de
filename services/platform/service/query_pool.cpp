#include "platform/service/query_pool.h"

#include "platform/limits/share.h"

namespace opora {

QueryPool::Offered QueryPool::offer(const std::string& share, std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || count_ >= queue_count_max_) return Offered::full;
    const auto [found, is_new] = waiting_.try_emplace(share);
    if (!has_share(found->second.size(), count_, queue_count_max_)) return Offered::share_full;
    if (is_new) turns_.push_back(share);
    found->second.push_back(std::move(work));
    ++count_;
  }
  work_.notify_one();
  return Offered::taken;
}

void QueryPool::start(int thread_count) {
  for (int i = 0; i < thread_count; ++i) threads_.emplace_back([this] { work_until_stopped(); });
}

void QueryPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  work_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
  while (step()) {
  }
}

void QueryPool::abandon() {
  const std::lock_guard lock(mutex_);
  waiting_.clear();
  turns_.clear();
  count_ = 0;
}

bool QueryPool::step() {
  std::function<void()> work;
  {
    const std::lock_guard lock(mutex_);
    if (turns_.empty()) return false;
    std::string share = std::move(turns_.front());
    turns_.pop_front();
    const auto found = waiting_.find(share);
    work = std::move(found->second.front());
    found->second.pop_front();
    --count_;
    if (found->second.empty()) waiting_.erase(found);
    else turns_.push_back(std::move(share));
  }
  work();
  return true;
}

void QueryPool::work_until_stopped() {
  while (true) {
    {
      std::unique_lock lock(mutex_);
      work_.wait(lock, [this] { return stopping_ || count_ > 0; });
      if (count_ == 0) return;
    }
    step();
  }
}

}  // namespace opora
