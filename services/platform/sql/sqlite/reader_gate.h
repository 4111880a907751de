// The gate that readers pass, so that the writer finds moments without any: SQLite can reuse its write-ahead log only
// when nobody reads from it, and readers that overlap would keep it growing without end.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>

namespace opora {

class ReaderGate {
 public:
  // A reader comes in; it waits while the gate is closed.
  void enter();
  void leave();

  // Closes the gate, waits until the readers inside have left, and runs `work` while there is none. Opens again in any
  // case. False, with `work` not run, when a reader stayed longer than `at_most`. Called by one thread at a time.
  bool run_alone(std::chrono::milliseconds at_most, const std::function<void()>& work);

  // For tests: what is going on at this moment.
  bool closed() const;
  std::int64_t inside_count() const;
  std::int64_t waiting_count() const;

 private:
  mutable std::mutex mutex_;
  std::condition_variable opened_;
  std::condition_variable emptied_;
  bool closed_ = false;
  std::int64_t inside_count_ = 0;
  std::int64_t waiting_count_ = 0;
};

}  // namespace opora
