// A thread that lets calls in and sends their answers; everything a call needs of gRPC happens on it. Whoever decides
// an answer only leaves it here. See docs/adr/0010.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include <grpcpp/alarm.h>
#include <grpcpp/server_builder.h>

namespace opora {

class CallLoop {
 public:
  // What gRPC reports, or what was posted. Belongs to whoever made it; must live until it has happened.
  class Signal {
   public:
    virtual void happened(bool ok) = 0;

   protected:
    ~Signal() = default;
  };

  // Before the builder builds. The loop must outlive the server.
  CallLoop(grpc::ServerBuilder& builder, std::size_t bytes_max)
      : bytes_max(bytes_max), queue_(builder.AddCompletionQueue()) {}
  ~CallLoop() { stop(); }
  CallLoop(const CallLoop&) = delete;
  CallLoop& operator=(const CallLoop&) = delete;

  void start();
  // Waits until everything that was reported or posted before has happened. From any other thread.
  void pass();
  // After the server has shut down and no call is under way any more: tells what still waits that nothing will come.
  // Idempotent.
  void stop();

  grpc::ServerCompletionQueue* queue() { return queue_.get(); }
  // Makes a signal happen on the loop's thread. From any thread, until stop().
  void post(Signal& signal);

  // Calls that have come and are not over, and what their requests hold in memory. Changed on the loop's thread only.
  std::atomic<int> calls_under_way = 0;
  std::size_t bytes_under_way = 0;
  const std::size_t bytes_max;

 private:
  void run();
  void run_posted();

  const std::unique_ptr<grpc::ServerCompletionQueue> queue_;
  std::thread thread_;
  bool stopped_ = false;

  std::mutex mutex_;
  std::vector<Signal*> posted_;
  std::unique_ptr<grpc::Alarm> alarm_;  // wakes the thread; set whenever something is posted
};

}  // namespace opora
