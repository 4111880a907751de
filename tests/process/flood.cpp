#include "process/flood.h"

#include <grpcpp/create_channel.h>

#include "platform/rpc/bytes.h"
#include "platform/rpc/metadata.h"
#include "platform/rpc/status.h"

namespace opora::testing {
namespace {

constexpr std::chrono::seconds kDeadline{30};
constexpr std::chrono::milliseconds kPauseUntold{500}, kLooksAround{50};

}  // namespace

Flood::Flood(FloodOptions options, std::function<std::string()> make)
    : options_(std::move(options)), make_(std::move(make)), calls_(static_cast<std::size_t>(options_.at_once)) {
  for (int i = 0; i < options_.connections; ++i) {
    grpc::ChannelArguments arguments;
    arguments.SetInt("opora.test.channel", i);  // so that channels don't share one connection
    stubs_.push_back(std::make_unique<grpc::GenericStub>(
        grpc::CreateCustomChannel(options_.address, grpc::InsecureChannelCredentials(), arguments)));
  }
  thread_ = std::thread([this] { run(); });
}

Flood::~Flood() {
  over_ = true;
  thread_.join();
}

void Flood::run() {
  for (Call& call : calls_) send(call);
  std::size_t under_way = calls_.size();
  bool is_ending = false;
  while (under_way > 0) {
    if (over_ && !std::exchange(is_ending, true))
      for (Call& call : calls_) call.is_pausing ? call.alarm.Cancel() : call.context->TryCancel();
    void* tag = nullptr;
    bool ok = false;
    const auto next = queue_.AsyncNext(&tag, &ok, std::chrono::system_clock::now() + kLooksAround);
    if (next != grpc::CompletionQueue::GOT_EVENT) continue;
    Call& call = *static_cast<Call*>(tag);
    if (is_ending) --under_way;
    else if (std::exchange(call.is_pausing, false)) send(call);
    else finished(call);
  }
  queue_.Shutdown();
  void* tag = nullptr;
  bool ok = false;
  while (queue_.Next(&tag, &ok)) {
  }
}

void Flood::send(Call& call) {
  call.context = std::make_unique<grpc::ClientContext>();
  call.context->AddMetadata(kAuthorization, "Bearer " + options_.token);
  for (const auto& [name, value] : options_.metadata) call.context->AddMetadata(name, value);
  call.context->set_deadline(std::chrono::system_clock::now() + kDeadline);
  const auto number = static_cast<std::size_t>(sent_count_++);
  if (sent_count_ <= options_.at_once) begun_.one();
  call.reader = stubs_[number % stubs_.size()]->PrepareUnaryCall(call.context.get(), options_.method,
                                                                 to_buffer(make_()), &queue_);
  call.reader->StartCall();
  call.reader->Finish(&call.response, &call.status, &call);
}

void Flood::finished(Call& call) {
  if (call.status.ok()) {
    ++answered_count_;
    return send(call);
  }
  ++refused_count_;
  call.is_pausing = true;
  const auto pause = from_status(call.status).retry_after.value_or(kPauseUntold);
  call.alarm.Set(&queue_, std::chrono::system_clock::now() + pause, &call);
}

}  // namespace opora::testing
