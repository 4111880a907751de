// The two listeners of every process, as its components.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "platform/metrics/metrics.h"
#include "platform/process/component.h"
#include "platform/rpc/server.h"

namespace opora {

// What is given outlives them.
class GrpcListener final : public Component {
 public:
  GrpcListener(ServerOptions options, std::vector<ServiceHost*> hosts, KeyFolder& keys, const Clock& clock,
               std::chrono::milliseconds drain)
      : options_(std::move(options)), hosts_(std::move(hosts)), keys_(keys), clock_(clock), drain_(drain) {}

  Result<void> start() override;  // refused as Server::start() is
  bool ready() const override { return server_->is_open(); }
  void stop() override { server_->stop(drain_); }
  // Once it was started.
  const Server& server() const { return *server_; }

 private:
  ServerOptions options_;
  const std::vector<ServiceHost*> hosts_;
  KeyFolder& keys_;
  const Clock& clock_;
  const std::chrono::milliseconds drain_;
  std::unique_ptr<Server> server_;
};

class MetricsListener final : public Component {
 public:
  MetricsListener(Metrics& metrics, std::string address) : metrics_(metrics), address_(std::move(address)) {}

  Result<void> start() override { return metrics_.expose(address_); }  // refused as it is
  bool ready() const override { return true; }
  void stop() override { metrics_.stop(); }

 private:
  Metrics& metrics_;
  const std::string address_;
};

}  // namespace opora
