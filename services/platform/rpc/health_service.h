// grpc.health.v1.Health: whether the process's services answer, for probes and load balancers. Open to everybody.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/rpc/byte_service.h"

namespace opora {

// Names beside those of services: whether the whole process takes calls, and whether it runs. What is not ready is left
// alone by clients; what is not live is started anew.
constexpr const char* kReady = "";
constexpr const char* kLive = "live";

class HealthService final : public ByteService {
 public:
  using Notes = std::function<std::vector<std::string>()>;
  // Beside each answer to Check stand which build this is, and what is to be noted: sentences for people, without
  // anything secret, since whoever asks is told. Nothing, where they are empty.
  explicit HealthService(std::string build = {}, Notes notes = {});

  // Tells those who watch. Thread-safe. Until it is set, a service is unknown.
  void set_serving(const std::string& service, bool serving);
  // Nothing is served from now on, though it is live; those who watch are told so and let go. Idempotent.
  void stop();

 private:
  class Watcher;
  void check(UnaryCall& call);
  void watch(StreamCall& call);
  void advance(Watcher& watcher);  // with the mutex held: sends what is new, or ends

  const std::string build_;
  const Notes notes_;
  std::mutex mutex_;
  std::map<std::string, bool> serving_;
  std::map<Watcher*, std::shared_ptr<Watcher>> watchers_;
  bool stopping_ = false;
};

}  // namespace opora
