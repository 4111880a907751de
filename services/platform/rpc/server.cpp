#include "platform/rpc/server.h"

#include <future>

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/server_builder.h>

#include "platform/rpc/address.h"

namespace opora {
namespace {

constexpr int kReadingThreadCount = 2;
constexpr std::size_t kReadingQueueCountMax = 1024;  // far more than there can be streams
constexpr std::size_t kOperationsQueueCountMax = 16;
// gRPC itself refuses what is larger, without a reason; up to here the gate says REQUEST_TOO_LARGE.
constexpr int kReceivedBytesMax = 4 * static_cast<int>(kRequestBytesMax);
constexpr int kMetadataBytesMax = 16 * 1024;
constexpr std::chrono::milliseconds kHealthWhileStarting{10}, kHealthWhileReady{200};

}  // namespace

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, std::vector<ServiceHost*> hosts, KeyFolder& keys,
                                              const Clock& clock) {
  std::unique_ptr<Server> server(new Server(std::move(hosts), keys, clock, options.observer));
  TRY_DO(server->listen(options));
  server->report_health();
  server->health_ = std::thread([raw = server.get()] { raw->watch_health(); });
  return server;
}

Server::Server(std::vector<ServiceHost*> hosts, KeyFolder& keys, const Clock& clock, HostObserver* observer)
    : hosts_(std::move(hosts)),
      gate_(keys, clock),
      reading_(kReadingThreadCount, kReadingQueueCountMax),
      operating_(1, kOperationsQueueCountMax),
      event_logs_(hosts_, gate_, reading_),
      operations_(hosts_, gate_, operating_) {
  for (auto* host : hosts_)
    services_.push_back(std::make_unique<HostService>(*host, gate_, observer == nullptr ? nobody_ : *observer));
}

Server::~Server() { stop(std::chrono::milliseconds(0)); }

Result<void> Server::listen(const ServerOptions& options) {
  TRY(credentials, server_credentials(options.address, options.certificate_file, options.key_file));
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  builder.AddListeningPort(options.address, credentials, &port_);
  builder.SetMaxReceiveMessageSize(kReceivedBytesMax);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, kMetadataBytesMax);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);  // a second server on the port is told so
  // Only reflection is synchronous; it gets one thread.
  builder.SetSyncServerOption(grpc::ServerBuilder::NUM_CQS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::MIN_POLLERS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::MAX_POLLERS, 1);
  for (const auto& service : services_) builder.RegisterService(service.get());
  builder.RegisterService(&event_logs_);
  builder.RegisterService(&operations_);
  server_ = builder.BuildAndStart();
  if (server_ == nullptr || (port_ == 0 && !options.address.starts_with("unix:")))
    return refuse(Code::unavailable, "ADDRESS_UNAVAILABLE",
                  "Nobody can listen on " + options.address + ": it is taken, or not an address of this machine.");
  return {};
}

// Whether all hosts are ready.
bool Server::report_health() {
  auto* health = server_->GetHealthCheckService();
  bool all = true;
  for (auto* host : hosts_) {
    const bool ready = host->ready();
    health->SetServingStatus(host->service().grpc_name, ready);
    all = all && ready;
  }
  health->SetServingStatus("", all);
  return all;
}

void Server::watch_health() {
  std::unique_lock lock(mutex_);
  bool ready = false;
  while (!stopped_.wait_for(lock, ready ? kHealthWhileReady : kHealthWhileStarting, [this] { return stopping_; }))
    ready = report_health();
}

void Server::stop(std::chrono::milliseconds drain) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    stopping_ = true;
  }
  stopped_.notify_all();
  if (health_.joinable()) health_.join();
  if (server_ != nullptr) {
    server_->GetHealthCheckService()->Shutdown();
    event_logs_.stop();
    // gRPC waits for calls even after it has cancelled them, so those that a host still holds are answered by stopping
    // it.
    const auto shutdown =
        std::async(std::launch::async, [this, drain] { server_->Shutdown(std::chrono::system_clock::now() + drain); });
    shutdown.wait_for(drain);
    for (auto* host : hosts_) host->stop();
    shutdown.wait();
  }
  operating_.stop();
  reading_.stop();
}

}  // namespace opora
