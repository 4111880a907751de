// Runs queries in parallel, each on a snapshot of its own. Bounded: what does not fit is refused at once. Callers take
// turns, so that nobody waits for another's many; and one of several threads is free of any one caller's, so that
// nobody waits for another's long one, either.
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
  bool step();  // runs one queued query on this thread, if there is one whose turn it is

 private:
  // A share's. It is gone when there is nothing of it.
  struct Line {
    std::deque<std::function<void()>> works;  // that wait
    int running_count = 0;
  };
  using Turns = std::deque<std::string>;
  void work_until_stopped();
  Turns::iterator next_turn();
  void ended(const std::string& share);

  const std::size_t queue_count_max_;
  std::mutex mutex_;
  std::condition_variable work_;
  std::map<std::string, Line> lines_;  // by share
  Turns turns_;                        // shares of which something waits, whose turn is next in front
  int running_most_ = 1;               // of one share
  std::size_t count_ = 0;              // that wait
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace opora
