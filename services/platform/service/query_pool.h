// Runs queries in parallel, each on a snapshot of its own. Bounded: what does not fit is refused at once. Callers take
// turns, so that nobody waits for another's many.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace opora {

class QueryPool {
 public:
  explicit QueryPool(std::size_t queue_count_max) : queue_count_max_(queue_count_max) {}
  ~QueryPool() { stop(); }

  // `share`: whose turns and places it takes. Unless it is taken the work is never run.
  enum class Offered { taken, full, share_full };  // also full once it has stopped
  Offered offer(const std::string& share, std::function<void()> work);
  void start(int thread_count);
  void stop();  // runs what is queued, then ends the threads
  void abandon();  // forgets what is queued, without threads only: nothing of it is run, as after a crash
  bool step();  // runs one queued query on this thread, if there is one

 private:
  using Works = std::deque<std::function<void()>>;
  void work_until_stopped();
  const std::size_t queue_count_max_;
  std::mutex mutex_;
  std::condition_variable work_;
  std::map<std::string, Works> waiting_;  // by share; none is empty
  std::deque<std::string> turns_;         // those shares, whose turn is next in front
  std::size_t count_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace opora
