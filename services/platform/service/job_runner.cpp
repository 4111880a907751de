#include "platform/service/job_runner.h"

#include <memory>
#include <utility>

namespace opora {
namespace {

// What jobs bring back takes turns in the lane like a caller's commands.
constexpr const char* kShare = "jobs";

}  // namespace

JobRunner::JobRunner(Lane& lane, int thread_count, Calls calls)
    : lane_(lane), thread_count_(thread_count), calls_(std::move(calls)) {}

void JobRunner::start() {
  for (int i = 0; i < thread_count_; ++i) threads_.emplace_back([this] { work(); });
}

void JobRunner::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    taken_.clear();
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

bool JobRunner::hand_out() {
  std::vector<Job> failed;
  int room = 0;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return false;
    failed.swap(failed_);
    room = thread_count_ - held_count_;
  }
  const bool has_failed = !failed.empty();
  if (has_failed) lane_.put_off_jobs(std::move(failed));
  std::vector<Job> jobs = lane_.take_jobs(room);
  if (jobs.empty()) return has_failed;
  {
    const std::lock_guard lock(mutex_);
    held_count_ += static_cast<int>(jobs.size());
    for (Job& job : jobs) taken_.push_back(std::move(job));
  }
  changed_.notify_all();
  return true;
}

bool JobRunner::step() {
  Job job;
  {
    const std::lock_guard lock(mutex_);
    if (taken_.empty()) return false;
    job = std::move(taken_.front());
    taken_.pop_front();
  }
  run(job);
  return true;
}

void JobRunner::work() {
  while (true) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || !taken_.empty(); });
      if (stopping_) return;
    }
    step();
  }
}

void JobRunner::run(const Job& job) {
  try {
    auto found = calls_.run(job);
    if (!found) return end(job, &found.error());
    bring_back(job, *std::move(found));
  } catch (const std::exception& error) {
    const Error failure{Code::internal, "JOB_FAILED", error.what()};
    end(job, &failure);
  }
}

void JobRunner::bring_back(const Job& job, Timer found) {
  Command command;
  command.share = kShare;
  command.method = found.method;
  command.bytes = found.request.size();
  command.job = job;
  const auto told = std::make_shared<Told>();  // by the last run, which is the one that was committed
  command.run = [this, told, found = std::move(found)](Transaction& tx) {
    auto taken = calls_.take_in(tx, found);
    *told = tx.told();
    return taken;
  };
  command.done = [this, job, told](const Answer& answer) {
    if (answer.response) calls_.done(*told);
    end(job, answer.response ? nullptr : &answer.response.error());
  };
  if (auto offered = lane_.offer(std::move(command)); !offered) end(job, &offered.error());
}

void JobRunner::end(const Job& job, const Error* failure) {
  if (failure != nullptr) calls_.failed(job, *failure);
  const std::lock_guard lock(mutex_);
  --held_count_;
  if (failure != nullptr) failed_.push_back(job);
}

}  // namespace opora
