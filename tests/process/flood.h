// Calls of one kind, so many at a time, each made anew as soon as it was answered: what an ordinary caller can do to a
// server. Whoever is refused comes again when told to.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <grpcpp/alarm.h>
#include <grpcpp/generic/generic_stub.h>

namespace opora::testing {

// That so many have begun, each told once. Thread-safe.
class Beginnings {
 public:
  explicit Beginnings(int count) : left_(count) {}
  void one() {
    if (--left_ == 0) all_.set_value();
  }
  bool all_within(std::chrono::seconds time) const { return done_.wait_for(time) == std::future_status::ready; }

 private:
  std::atomic<int> left_;
  std::promise<void> all_;
  std::future<void> done_ = all_.get_future();
};

struct FloodOptions {
  std::string address;
  std::string method;  // "/opora.registration.v1.RegistrationService/CheckInBatch"
  std::string token;
  std::vector<std::pair<std::string, std::string>> metadata = {};  // beside the token
  int at_once = 1;
  int connections = 8;
};

class Flood {
 public:
  // Begins at once. `make` makes the next request, in the flood's own thread.
  Flood(FloodOptions options, std::function<std::string()> make);
  ~Flood();  // gives up what is under way, and waits for its end
  Flood(const Flood&) = delete;
  Flood& operator=(const Flood&) = delete;

  // All that are made at once have been made; of those some may have been answered or refused since.
  bool is_under_way_within(std::chrono::seconds time) const { return begun_.all_within(time); }
  std::int64_t answered_count() const { return answered_count_; }
  std::int64_t refused_count() const { return refused_count_; }

 private:
  struct Call {
    std::unique_ptr<grpc::ClientContext> context;
    std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
    grpc::ByteBuffer response;
    grpc::Status status;
    grpc::Alarm alarm;
    bool is_pausing = false;
  };
  void run();
  void send(Call& call);
  void finished(Call& call);

  const FloodOptions options_;
  const std::function<std::string()> make_;
  std::vector<std::unique_ptr<grpc::GenericStub>> stubs_;
  grpc::CompletionQueue queue_;
  std::vector<Call> calls_;
  std::atomic<bool> over_{false};
  Beginnings begun_{options_.at_once};
  std::int64_t sent_count_ = 0;
  std::atomic<std::int64_t> answered_count_{0}, refused_count_{0};
  std::thread thread_;
};

}  // namespace opora::testing
