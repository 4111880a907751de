#include "platform/rpc/call_loop.h"

#include <future>

#include <pthread.h>

namespace opora {

void CallLoop::start() {
  thread_ = std::thread([this] {
    pthread_setname_np(pthread_self(), "calls");
    run();
  });
}

void CallLoop::pass() {
  if (!thread_.joinable()) return;
  struct Passed final : Signal {
    void happened(bool) override { promise.set_value(); }
    std::promise<void> promise;
  } passed;
  const auto future = passed.promise.get_future();
  post(passed);
  future.wait();
}

void CallLoop::stop() {
  if (stopped_) return;
  stopped_ = true;
  queue_->Shutdown();
  if (thread_.joinable())
    thread_.join();
  else
    run();  // a queue must be emptied before it is dropped
}

// One wake serves all that is posted until it is heard, so a batch of answers costs one.
void CallLoop::post(Signal& signal) {
  const std::lock_guard lock(mutex_);
  posted_.push_back(&signal);
  if (posted_.size() > 1) return;
  alarm_ = std::make_unique<grpc::Alarm>();
  alarm_->Set(queue_.get(), gpr_inf_past(GPR_CLOCK_MONOTONIC), this);
}

void CallLoop::run() {
  void* tag = nullptr;
  bool ok = false;
  while (queue_->Next(&tag, &ok)) {
    if (tag == this)
      run_posted();
    else
      static_cast<Signal*>(tag)->happened(ok);
  }
}

void CallLoop::run_posted() {
  std::vector<Signal*> posted;
  {
    const std::lock_guard lock(mutex_);
    posted.swap(posted_);
  }
  for (Signal* signal : posted) signal->happened(true);
}

}  // namespace opora
