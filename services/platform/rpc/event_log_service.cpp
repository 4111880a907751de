#include "platform/rpc/event_log_service.h"

#include <grpcpp/impl/codegen/server_callback_handlers.h>
#include <grpcpp/impl/rpc_service_method.h>

#include "platform/rpc/bytes.h"
#include "platform/rpc/status.h"

namespace opora {
namespace {

constexpr const char* kPath = "/opora.platform.v1.EventLogService/Read";
constexpr std::size_t kStreamCountMax = 64;

// A stream that was refused before it began.
class RefusedStream final : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  explicit RefusedStream(const Error& error) { Finish(to_status(error)); }
  void OnDone() override { delete this; }
};

Result<platform::v1::ReadRequest> parse(const grpc::ByteBuffer& bytes) {
  platform::v1::ReadRequest request;
  Error error{Code::invalid, "INVALID_REQUEST", "The request is not what its contract says."};
  if (!request.ParseFromString(to_string(bytes))) return tl::unexpected(std::move(error));
  if (request.log().empty()) error.fields.push_back({"log", "must name a service"});
  if (request.after_position() < 0) error.fields.push_back({"after_position", "must not be negative"});
  if (!error.fields.empty()) return tl::unexpected(std::move(error));
  return request;
}

}  // namespace

EventLogService::EventLogService(const std::vector<ServiceHost*>& hosts, const Gate& gate, WorkPool& pool)
    : gate_(gate),
      pool_(pool),
      access_(platform_access(platform::v1::ReadRequest::descriptor(), "EventLogService", "Read")) {
  for (auto* host : hosts)
    if (auto log = host->log()) logs_[log->name()] = log;
  AddMethod(new grpc::internal::RpcServiceMethod(kPath, grpc::internal::RpcMethod::SERVER_STREAMING, nullptr));
  using Handler = grpc::internal::CallbackServerStreamingHandler<grpc::ByteBuffer, grpc::ByteBuffer>;
  MarkMethodCallback(0, new Handler([this](grpc::CallbackServerContext* context, const grpc::ByteBuffer* request) {
                       return open(*context, *request);
                     }));
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* EventLogService::open(const grpc::CallbackServerContext& context,
                                                                  const grpc::ByteBuffer& request) {
  auto stream = accept(context, request);
  if (stream) {
    if (const auto entered = enter(*stream); !entered) stream = tl::unexpected(entered.error());
  }
  if (!stream) return new RefusedStream(stream.error());
  (*stream)->start();
  return stream->get();
}

Result<std::shared_ptr<EventStream>> EventLogService::accept(const grpc::CallbackServerContext& context,
                                                             const grpc::ByteBuffer& bytes) {
  TRY(caller, gate_.pass(context, bytes));
  TRY_DO(check_access(access_, caller));
  TRY(request, parse(bytes));
  const auto log = logs_.find(request.log());
  if (log == logs_.end()) return refuse(Code::not_found, "UNKNOWN_LOG", "This process has no service of that name.");
  return std::make_shared<EventStream>(log->second, std::move(request), pool_,
                                       [this](EventStream* ended) { leave(ended); });
}

Result<void> EventLogService::enter(const std::shared_ptr<EventStream>& stream) {
  const std::lock_guard lock(mutex_);
  if (stopping_)
    return refuse(Code::unavailable, "SERVER_STOPPING", "The server is stopping; read on from another one.");
  if (streams_.size() >= kStreamCountMax)
    return tl::unexpected(Error{Code::overloaded,
                                "TOO_MANY_READERS",
                                "Too many are reading logs; try again later.",
                                {},
                                std::chrono::milliseconds(1000)});
  streams_.emplace(stream.get(), stream);
  return {};
}

void EventLogService::leave(EventStream* stream) {
  const std::lock_guard lock(mutex_);
  streams_.erase(stream);
}

void EventLogService::stop() {
  std::vector<std::shared_ptr<EventStream>> living;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const auto& [pointer, stream] : streams_)
      if (auto held = stream.lock()) living.push_back(std::move(held));
  }
  for (const auto& stream : living) stream->stop();
}

}  // namespace opora
