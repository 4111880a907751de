// Runs a service's jobs: takes from the lane what is due, as many at a time as there are threads, runs each outside of
// it, and brings what was found back as a command. A job that fails, or whose command is refused, is tried later; one
// that is under way when the process ends is taken by whoever looks once its lease is over (docs/adr/0041).
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/lane/lane.h"

namespace opora {

class JobRunner {
 public:
  struct Calls {
    std::function<Result<Timer>(const Job&)> run;  // what it has found; an exception is a mistake of ours
    RunTimer take_in;                              // that, in the lane
    // A job failed and is tried later. Called from whichever thread knows.
    std::function<void(const Job&, const Error&)> failed;
    // What was done of one is committed. From the lane's executor.
    std::function<void(const Told&)> done = [](const Told&) {};
  };
  // The lane outlives it.
  JobRunner(Lane& lane, int thread_count, Calls calls);
  ~JobRunner() { stop(); }

  void start();
  // Waits for those under way; begins no other. Idempotent.
  void stop();

  // From the lane's executor: puts off what failed, and takes what is due. Whether there was anything.
  bool hand_out();
  // Without threads: runs one that was taken, if there is one.
  bool step();

 private:
  void work();
  void run(const Job& job);
  void bring_back(const Job& job, Timer found);
  void end(const Job& job, const Error* failure);

  Lane& lane_;
  const int thread_count_;
  const Calls calls_;

  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::deque<Job> taken_;    // to be run
  std::vector<Job> failed_;  // to be put off
  int held_count_ = 0;       // taken, and neither ended nor failed
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace opora
