#include "platform/rpc/door_watch.h"

#include <chrono>
#include <string>

#include <grpcpp/create_channel_posix.h>
#include <grpcpp/impl/client_unary_call.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/impl/rpc_method.h>
#include <poll.h>
#include <pthread.h>

#include "grpc/health/v1/health.pb.h"
#include "platform/rpc/health_service.h"

namespace opora {
namespace {

using grpc::health::v1::HealthCheckRequest, grpc::health::v1::HealthCheckResponse;
using std::chrono::milliseconds, std::chrono::seconds, std::chrono::steady_clock;

constexpr seconds kBetween{1}, kAnswerMax{5};
constexpr milliseconds kLookAgain{100};
constexpr int kFailuresUntilDead = 10;
constexpr seconds kUntilDead{30};

}  // namespace

DoorWatch::DoorWatch(FrontDoor& door, FrontDoor::Died died) : door_(door), died_(std::move(died)) {
  if (knock()) failures_in_a_row_ = 0;
  thread_ = std::thread([this] {
    pthread_setname_np(pthread_self(), "knocks");
    run();
  });
}

void DoorWatch::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (call_ != nullptr) call_->TryCancel();
  }
  stopped_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void DoorWatch::run() {
  auto last = steady_clock::now();
  std::unique_lock lock(mutex_);
  while (!stopped_.wait_for(lock, kBetween, [this] { return stopping_; })) {
    lock.unlock();
    const bool came_through = knock();
    lock.lock();
    if (stopping_) return;
    if (came_through) {
      failures_in_a_row_ = 0;
      last = steady_clock::now();
    } else if (++failures_in_a_row_ >= kFailuresUntilDead && steady_clock::now() - last >= kUntilDead) {
      lock.unlock();
      return died_("no call of its own has come through for long");
    }
  }
}

bool DoorWatch::knock() {
  Descriptor socket = door_.connect_itself();
  std::shared_ptr<grpc::Channel> channel;  // is closed last
  if (socket && is_connected(socket)) channel = grpc::CreateInsecureChannelFromFd("itself", socket.release());
  const bool came_through = channel && is_answered(*channel);
  door_.forget_itself();
  return came_through;
}

bool DoorWatch::is_connected(const Descriptor& socket) {
  const auto until = steady_clock::now() + kAnswerMax;
  while (steady_clock::now() < until) {
    pollfd ready{socket.get(), POLLOUT, 0};
    if (poll(&ready, 1, static_cast<int>(kLookAgain.count())) > 0) return (ready.revents & (POLLERR | POLLHUP)) == 0;
    const std::lock_guard lock(mutex_);
    if (stopping_) return false;
  }
  return false;
}

bool DoorWatch::is_answered(grpc::Channel& channel) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kAnswerMax);
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return false;
    call_ = &context;
  }
  const grpc::internal::RpcMethod method("/grpc.health.v1.Health/Check", grpc::internal::RpcMethod::NORMAL_RPC);
  HealthCheckRequest request;
  request.set_service(kLive);
  HealthCheckResponse response;
  const auto status = grpc::internal::BlockingUnaryCall<HealthCheckRequest, HealthCheckResponse>(
      &channel, method, &context, request, &response);
  const std::lock_guard lock(mutex_);
  call_ = nullptr;
  return status.ok();
}

}  // namespace opora
