#include "platform/rpc/health_listener.h"

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

}  // namespace

Result<std::unique_ptr<HealthListener>> HealthListener::start(const std::string& address) {
  std::unique_ptr<HealthListener> listener(new HealthListener());
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address, grpc::InsecureServerCredentials(), &listener->port_);
  builder.SetMaxReceiveMessageSize(kReceivedBytesMax);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kStreamCountMax);
  builder.RegisterService(&listener->health_);
  listener->loop_ = std::make_unique<CallLoop>(builder, kBytesUnderWayMax);
  listener->server_ = builder.BuildAndStart();
  if (listener->server_ == nullptr || listener->port_ == 0) {
    listener->server_.reset();
    return refuse(Code::unavailable, "ADDRESS_UNAVAILABLE",
                  "Nobody can tell of health on " + address + ": it is taken, or not an address of this machine.");
  }
  listener->health_.serve(*listener->loop_);
  listener->loop_->start();
  return listener;
}

void HealthListener::stop() {
  if (server_ == nullptr) return;
  health_.stop();
  server_->Shutdown(std::chrono::system_clock::now());
  // It doesn't wait for us: calls that came last are still on their way through the loop.
  loop_->pass();
  while (loop_->calls_under_way > 0) std::this_thread::sleep_for(kLookAgain);
  loop_->stop();
  server_.reset();
}

}  // namespace opora
