#include "platform/service/query_pool.h"

#include <algorithm>

#include "platform/limits/share.h"

namespace opora {

QueryPool::Offered QueryPool::offer(const std::string& share, std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || count_ >= queue_count_max_) return Offered::full;
    Line& line = lines_[share];
    if (!has_share(line.works.size(), count_, queue_count_max_)) return Offered::share_full;
    if (line.works.empty()) turns_.push_back(share);
    line.works.push_back(std::move(work));
    ++count_;
  }
  work_.notify_one();
  return Offered::taken;
}

void QueryPool::start(int thread_count) {
  running_most_ = std::max(1, thread_count - 1);
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
  lines_.clear();
  turns_.clear();
  count_ = 0;
}

// Few have more running than they may, so that few are passed over.
QueryPool::Turns::iterator QueryPool::next_turn() {
  return std::ranges::find_if(
      turns_, [this](const std::string& share) { return lines_.at(share).running_count < running_most_; });
}

bool QueryPool::step() {
  std::function<void()> work;
  std::string share;
  {
    const std::lock_guard lock(mutex_);
    const auto turn = next_turn();
    if (turn == turns_.end()) return false;
    share = std::move(*turn);
    turns_.erase(turn);
    Line& line = lines_.at(share);
    work = std::move(line.works.front());
    line.works.pop_front();
    ++line.running_count;
    --count_;
    if (!line.works.empty()) turns_.push_back(share);
  }
  work();
  ended(share);
  return true;
}

// Whoever waits for work may have the share's next now, or see that there will be no more.
void QueryPool::ended(const std::string& share) {
  const std::lock_guard lock(mutex_);
  const auto line = lines_.find(share);
  if (--line->second.running_count == 0 && line->second.works.empty()) lines_.erase(line);
  if (count_ > 0 || stopping_) work_.notify_all();
}

void QueryPool::work_until_stopped() {
  while (true) {
    {
      std::unique_lock lock(mutex_);
      work_.wait(lock, [this] { return (stopping_ && count_ == 0) || next_turn() != turns_.end(); });
      if (count_ == 0) return;
    }
    step();
  }
}

}  // namespace opora
