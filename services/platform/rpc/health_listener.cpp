#include "platform/rpc/health_listener.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>

namespace opora {
namespace {

constexpr int kReceivedBytesMax = 4096;  // a service's name
constexpr std::size_t kBytesUnderWayMax = 1 << 20;
constexpr int kStreamCountMax = 64;
constexpr std::chrono::milliseconds kLookAgain{1};
constexpr std::size_t kConnectionCountMax = 128;

// An eighth of the server's, so that both together can be reckoned with.
DoorLimits limits_beside(DoorLimits server) {
  const std::size_t most = std::clamp<std::size_t>(server.most / 8, 1, kConnectionCountMax);
  return {most, (most + 1) / 2};
}

}  // namespace

Result<std::unique_ptr<HealthListener>> HealthListener::start(const std::string& address, DoorLimits server,
                                                              const std::string& build) {
  std::unique_ptr<HealthListener> listener(new HealthListener(build));
  TRY(door, FrontDoor::listen(address, limits_beside(server)));
  grpc::ServerBuilder builder;
  const auto guests = connections_of(builder, grpc::InsecureServerCredentials());
  builder.SetMaxReceiveMessageSize(kReceivedBytesMax);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kStreamCountMax);
  builder.RegisterService(&listener->health_);
  listener->loop_ = std::make_unique<CallLoop>(builder, kBytesUnderWayMax);
  listener->server_ = builder.BuildAndStart();
  if (listener->server_ == nullptr)
    return refuse(Code::internal, "SERVER_UNBUILT", "gRPC could not build the server of health.");
  listener->health_.serve(*listener->loop_);
  listener->loop_->start();
  listener->door_ = std::move(door);
  // Whoever probes sees for themselves whether anybody is let in.
  listener->door_->open(guests, guests, [](const char*) {});
  return listener;
}

void HealthListener::stop() {
  if (server_ == nullptr) return;
  health_.stop();
  door_->close();
  server_->Shutdown(std::chrono::system_clock::now());
  // It doesn't wait for us: calls that came last are still on their way through the loop.
  loop_->pass();
  while (loop_->calls_under_way > 0) std::this_thread::sleep_for(kLookAgain);
  loop_->stop();
  server_.reset();
}

}  // namespace opora
