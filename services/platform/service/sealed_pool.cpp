#include "platform/service/sealed_pool.h"

#include <utility>

namespace opora {

bool SealedPool::offer(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || works_.size() >= queue_count_max_) return false;
    works_.push_back(std::move(work));
  }
  changed_.notify_one();
  return true;
}

void SealedPool::start(int thread_count) {
  for (int i = 0; i < thread_count; ++i) threads_.emplace_back([this] { work_until_stopped(); });
}

void SealedPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
  while (step()) {
  }
}

void SealedPool::abandon() {
  const std::lock_guard lock(mutex_);
  works_.clear();
}

bool SealedPool::step() {
  std::function<void()> work;
  {
    const std::lock_guard lock(mutex_);
    if (works_.empty()) return false;
    work = std::move(works_.front());
    works_.pop_front();
  }
  work();
  return true;
}

void SealedPool::work_until_stopped() {
  while (true) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || !works_.empty(); });
      if (works_.empty()) return;
    }
    step();  // another thread may have been quicker
  }
}

void Permits::take() {
  std::unique_lock lock(mutex_);
  came_back_.wait(lock, [this] { return left_ > 0; });
  --left_;
}

void Permits::give_back() {
  {
    const std::lock_guard lock(mutex_);
    ++left_;
  }
  came_back_.notify_one();
}

}  // namespace opora
