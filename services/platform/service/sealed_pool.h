// Where sealed methods run: threads of their own, so that nobody else's calls wait for them, and a queue of one line,
// since nobody knows whose calls they are. Bounded: what does not fit is refused at once.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace opora {

class SealedPool {
 public:
  explicit SealedPool(std::size_t queue_count_max) : queue_count_max_(queue_count_max) {}
  ~SealedPool() { stop(); }
  SealedPool(const SealedPool&) = delete;
  SealedPool& operator=(const SealedPool&) = delete;

  // Never blocks. False, and the work is never run, when too much waits or the pool has stopped. Work must not throw.
  bool offer(std::function<void()> work);
  void start(int thread_count);
  void stop();     // does what it has taken, then ends the threads; idempotent
  void abandon();  // forgets what waits, without threads only: nothing of it is done, as after a crash
  bool step();     // does one that waits on this thread, if there is one

 private:
  void work_until_stopped();

  const std::size_t queue_count_max_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::deque<std::function<void()>> works_;  // that wait
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

// So many at once: a thread that waits for something else lets another go on meanwhile. Thread-safe.
class Permits {
 public:
  explicit Permits(int count) : left_(count) {}
  void take();  // waits for one
  void give_back();

 private:
  std::mutex mutex_;
  std::condition_variable came_back_;
  int left_;
};

// One of them, as long as it lives or until it is let go.
class Permit {
 public:
  explicit Permit(Permits& permits) : permits_(&permits) { permits.take(); }
  ~Permit() { let_go(); }
  Permit(const Permit&) = delete;
  Permit& operator=(const Permit&) = delete;
  void let_go() {
    if (permits_ != nullptr) permits_->give_back();
    permits_ = nullptr;
  }

 private:
  Permits* permits_;
};

}  // namespace opora
