// Runs queries in parallel, each on a snapshot of its own. Bounded: what does not fit is refused at once.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace opora {

class QueryPool {
 public:
  explicit QueryPool(std::size_t queue_count_max) : queue_count_max_(queue_count_max) {}
  ~QueryPool() { stop(); }

  // False when the queue is full or the pool has stopped; the work is then never run.
  bool offer(std::function<void()> work);
  void start(int thread_count);
  void stop();  // runs what is queued, then ends the threads
  void abandon();  // forgets what is queued, without threads only: nothing of it is run, as after a crash
  bool step();  // runs one queued query on this thread, if there is one

 private:
  void work_until_stopped();
  const std::size_t queue_count_max_;
  std::mutex mutex_;
  std::condition_variable work_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace opora
