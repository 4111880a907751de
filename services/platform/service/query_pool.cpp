#include "platform/service/query_pool.h"

namespace opora {

bool QueryPool::offer(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= queue_count_max_) return false;
    queue_.push_back(std::move(work));
  }
  work_.notify_one();
  return true;
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
  queue_.clear();
}

bool QueryPool::step() {
  std::function<void()> work;
  {
    const std::lock_guard lock(mutex_);
    if (queue_.empty()) return false;
    work = std::move(queue_.front());
    queue_.pop_front();
  }
  work();
  return true;
}

void QueryPool::work_until_stopped() {
  while (true) {
    {
      std::unique_lock lock(mutex_);
      work_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
    }
    step();
  }
}

}  // namespace opora
