// grpc.health.v1.Health: whether the process's services answer, for probes and load balancers. Open to everybody.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "platform/rpc/byte_service.h"

namespace opora {

class HealthService final : public ByteService {
 public:
  HealthService();

  // Tells those who watch. Thread-safe. "" is whether the whole process is ready, "live" whether it runs. Until it is
  // set, a service is unknown.
  void set_serving(const std::string& service, bool serving);
  // Nothing is served from now on; those who watch are told so and let go. Idempotent.
  void stop();

 private:
  class Watcher;
  void check(UnaryCall& call);
  void watch(StreamCall& call);
  void advance(Watcher& watcher);  // with the mutex held: sends what is new, or ends

  std::mutex mutex_;
  std::map<std::string, bool> serving_;
  std::map<Watcher*, std::shared_ptr<Watcher>> watchers_;
  bool stopping_ = false;
};

}  // namespace opora
