#include "platform/rpc/work_pool.h"

namespace opora {
namespace {

// Of what goes first, so many in a row while somebody stands in line.
constexpr int kFirstInARow = 4;

}  // namespace

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
    if (first_.empty() && in_line_.empty()) return;
    auto work = take_next();
    lock.unlock();
    work();
    work = nullptr;  // what it holds is dropped before the lock is taken again
    lock.lock();
  }
}

std::function<void()> WorkPool::take_next() {
  const bool is_lines_turn = !in_line_.empty() && first_in_a_row_ >= kFirstInARow;
  const bool goes_first = !first_.empty() && !is_lines_turn;
  first_in_a_row_ = goes_first && !in_line_.empty() ? first_in_a_row_ + 1 : 0;
  auto& queue = goes_first ? first_ : in_line_;
  auto work = std::move(queue.front());
  queue.pop_front();
  return work;
}

}  // namespace opora
