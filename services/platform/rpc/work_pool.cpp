#include "platform/rpc/work_pool.h"

namespace opora {

WorkPool::WorkPool(int thread_count, std::size_t queue_count_max) : queue_count_max_(queue_count_max) {
  for (int i = 0; i < thread_count; ++i) threads_.emplace_back([this] { serve(); });
}

bool WorkPool::run(std::function<void()> work, Turn turn) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || first_.size() + in_line_.size() >= queue_count_max_) return false;
    (turn == Turn::first ? first_ : in_line_).push_back(std::move(work));
  }
  changed_.notify_one();
  return true;
}

void WorkPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

void WorkPool::serve() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || !first_.empty() || !in_line_.empty(); });
    auto& queue = first_.empty() ? in_line_ : first_;
    if (queue.empty()) return;
    auto work = std::move(queue.front());
    queue.pop_front();
    lock.unlock();
    work();
    work = nullptr;  // what it holds is dropped before the lock is taken again
    lock.lock();
  }
}

}  // namespace opora
