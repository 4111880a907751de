// The process's health alone, in plaintext, for probes that know neither its certificates nor a token: a kubelet's.
#pragma once

#include <memory>
#include <string>

#include <grpcpp/server.h>

#include "platform/result/result.h"
#include "platform/rpc/call_loop.h"
#include "platform/rpc/front_door.h"
#include "platform/rpc/health_service.h"

namespace opora {

class HealthListener {
 public:
  // Answers from now on, beside which `build` stands. Takes few connections beside those of the server. Refused with
  // ADDRESS_UNAVAILABLE.
  static Result<std::unique_ptr<HealthListener>> start(const std::string& address, DoorLimits server,
                                                       const std::string& build = {});
  ~HealthListener() { stop(); }
  HealthListener(const HealthListener&) = delete;
  HealthListener& operator=(const HealthListener&) = delete;

  HealthService& health() { return health_; }
  int port() const { return door_->port(); }
  // Idempotent.
  void stop();

 private:
  explicit HealthListener(const std::string& build) : health_(build) {}

  HealthService health_;
  std::unique_ptr<CallLoop> loop_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<FrontDoor> door_;
};

}  // namespace opora
