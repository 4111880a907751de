// A few threads for work that blocks, which gRPC's own must never do.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace opora {

class WorkPool {
 public:
  WorkPool(int thread_count, std::size_t queue_count_max);
  ~WorkPool() { stop(); }
  WorkPool(const WorkPool&) = delete;
  WorkPool& operator=(const WorkPool&) = delete;

  // Never blocks. False, and nothing will run, when too much is waiting or the pool has stopped. Work must not throw.
  // What goes first is done before all else that waits, in the order of its coming; but of the rest, one comes after a
  // few of it, however much of it there is.
  enum class Turn { in_line, first };
  bool run(std::function<void()> work, Turn turn = Turn::in_line);
  // Does what is queued, then ends the threads. Idempotent.
  void stop();

 private:
  void serve();
  std::function<void()> take_next();

  const std::size_t queue_count_max_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> first_, in_line_;
  int first_in_a_row_ = 0;  // done while others stood in line
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace opora
