// grpc.health.v1.Health: whether the process's services answer, for probes and load balancers. Open to everybody.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "platform/rpc/byte_service.h"

namespace opora {

// Names beside those of services: whether the whole process takes calls, and whether it runs. What is not ready is left
// alone by clients; what is not live is started anew.
constexpr const char* kReady = "";
constexpr const char* kLive = "live";

class HealthService final : public ByteService {
 public:
  // Beside each answer to Check stands which build this is; nothing, if it is empty.
  explicit HealthService(std::string build = {});

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
  std::mutex mutex_;
  std::map<std::string, bool> serving_;
  std::map<Watcher*, std::shared_ptr<Watcher>> watchers_;
  bool stopping_ = false;
};

}  // namespace opora
