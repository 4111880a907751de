#include "platform/rpc/server.h"

#include <algorithm>
#include <future>

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/resource_quota.h>
#include <grpc/grpc.h>
#include <grpcpp/server_builder.h>


namespace opora {
namespace {

constexpr int kReadingThreadCount = 2;
constexpr std::size_t kReadingQueueCountMax = 1024;  // far more than there can be streams
constexpr std::size_t kOperationsQueueCountMax = 16;
// gRPC itself refuses what is larger, without a reason; up to here the gate says REQUEST_TOO_LARGE.
constexpr int kReceivedBytesMax = 4 * static_cast<int>(kRequestBytesMax);
constexpr int kMetadataBytesMax = 16 * 1024;
constexpr int kStreamCountMax = 128;  // calls under way on one connection; a client keeps the others back
constexpr int kClientsPingMs = 1'000;
constexpr unsigned kLoopCountMax = 4;  // one serves some 30,000 calls a second
// Of all requests under way. What the lanes' queues could hold in count would be gigabytes of the largest.
constexpr std::size_t kBytesUnderWayMax = 64 << 20;
// gRPC's own memory, with what has come of messages that are not whole yet: for requests under way, and a connection
// takes so much. When it is used up gRPC cuts off who holds most, so that nobody's stalled requests take all there is.
constexpr std::size_t kConnectionBytes = 24 << 10;
constexpr std::chrono::milliseconds kHealthWhileStarting{10}, kHealthWhileReady{200};
constexpr std::chrono::milliseconds kLookAgain{5}, kGoodbye{100};

}  // namespace

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, std::vector<ServiceHost*> hosts, KeyFolder& keys,
                                              const Clock& clock) {
  std::unique_ptr<Server> server(new Server(options, std::move(hosts), keys, clock));
  TRY_DO(server->listen(options));
  if (!options.health_address.empty()) {
    DoorLimits limits = options.connections;
    limits.bytes_held = nullptr;  // one door looks after the process's memory
    TRY(listener, HealthListener::start(options.health_address, limits, options.build));
    server->health_listener_ = std::move(listener);
  }
  server->report_health();
  server->watching_ = std::thread([raw = server.get()] { raw->watch_health(); });
  return server;
}

Server::Server(const ServerOptions& options, std::vector<ServiceHost*> hosts, KeyFolder& keys, const Clock& clock)
    : hosts_(std::move(hosts)),
      gate_(keys, clock, options.wall, options.limits),
      reading_(kReadingThreadCount, kReadingQueueCountMax),
      operating_(1, kOperationsQueueCountMax),
      event_logs_(hosts_, gate_, reading_),
      operations_(hosts_, gate_, operating_),
      health_(options.build, options.notes) {
  HostObserver& observer = options.observer == nullptr ? nobody_ : *options.observer;
  for (auto* host : hosts_) services_.push_back(std::make_unique<HostService>(*host, gate_, observer));
}

Server::~Server() { stop(std::chrono::milliseconds(0)); }

Result<void> Server::listen(const ServerOptions& options) {
  TRY(credentials, server_credentials(options.address, options.tls));
  TRY(door, FrontDoor::listen(options.address, options.connections));
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  credentials_ = std::move(credentials);
  const auto guests = connections_of(builder, credentials_);
  // This process asks itself in plain text: it may have no certificate that its own server would take.
  const auto itself = connections_of(builder, grpc::InsecureServerCredentials());
  builder.SetMaxReceiveMessageSize(kReceivedBytesMax);
  grpc::ResourceQuota quota("connections");
  quota.Resize(2 * kBytesUnderWayMax + options.connections.most * kConnectionBytes);
  builder.SetResourceQuota(quota);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, kMetadataBytesMax);
  // Only reflection is synchronous; it gets one thread.
  builder.SetSyncServerOption(grpc::ServerBuilder::NUM_CQS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::MIN_POLLERS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::MAX_POLLERS, 1);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kStreamCountMax);
  for (auto* service : all_services()) builder.RegisterService(service);
  // Clients may look as often whether we are there.
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, kClientsPingMs);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MAX_PING_STRIKES, 0);
  const unsigned loop_count = std::clamp(std::thread::hardware_concurrency() / 2, 1U, kLoopCountMax);
  for (unsigned i = 0; i < loop_count; ++i)
    loops_.push_back(std::make_unique<CallLoop>(builder, kBytesUnderWayMax / loop_count));
  server_ = builder.BuildAndStart();
  if (server_ == nullptr) return refuse(Code::internal, "SERVER_UNBUILT", "gRPC could not build its server.");
  for (const auto& loop : loops_) {
    for (auto* service : all_services()) service->serve(*loop);
    loop->start();
  }
  door_ = std::move(door);
  door_->open(guests, itself, options.on_dead);
  health_.set_serving(kLive, true);
  door_watch_ = std::make_unique<DoorWatch>(*door_, options.on_dead);
  return {};
}

std::vector<ByteService*> Server::all_services() {
  std::vector<ByteService*> all{&event_logs_, &operations_, &health_};
  for (const auto& service : services_) all.push_back(service.get());
  return all;
}

int Server::calls_under_way() const {
  int count = 0;
  for (const auto& loop : loops_) count += loop->calls_under_way;
  return count;
}

// Whether all hosts are ready and calls reach them. Who is told so is live.
bool Server::report_health() {
  const bool open = is_open();
  bool all = open;
  set_serving(kLive, true);
  for (auto* host : hosts_) {
    const bool ready = open && host->ready();
    for (const std::string& contract : host->service().contracts) set_serving(contract, ready);
    all = all && ready;
  }
  set_serving(kReady, all);
  return all;
}

void Server::set_serving(const std::string& service, bool serving) {
  health_.set_serving(service, serving);
  if (health_listener_) health_listener_->health().set_serving(service, serving);
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
  if (watching_.joinable()) watching_.join();
  std::future<void> shutdown;
  if (server_ != nullptr) {
    health_.stop();
    if (health_listener_) health_listener_->health().stop();
    event_logs_.stop();
    door_watch_->stop();
    door_->close();
    // New calls are refused from now on, and clients told to leave.
    shutdown =
        std::async(std::launch::async, [this, drain] { server_->Shutdown(std::chrono::system_clock::now() + drain); });
    const auto until = std::chrono::steady_clock::now() + drain;
    while (calls_under_way() > 0 && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(kLookAgain);
    for (auto* host : hosts_) host->stop();  // answers what they still have
  }
  operating_.stop();
  reading_.stop();
  if (shutdown.valid()) {
    // gRPC would wait on for clients that are connected and silent. A moment is enough for the last answers to leave.
    if (shutdown.wait_for(kGoodbye) != std::future_status::ready) grpc_server_cancel_all_calls(server_->c_server());
    shutdown.wait();
    // It doesn't wait for us: calls that came last are still on their way through the loops.
    for (const auto& loop : loops_) loop->pass();
    while (calls_under_way() > 0) std::this_thread::sleep_for(kLookAgain);
  }
  for (const auto& loop : loops_) loop->stop();
  health_listener_.reset();
}

}  // namespace opora
