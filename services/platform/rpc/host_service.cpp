#include "platform/rpc/host_service.h"

#include <grpcpp/impl/codegen/server_callback_handlers.h>
#include <grpcpp/impl/rpc_service_method.h>

#include "platform/rpc/bytes.h"
#include "platform/rpc/metadata.h"
#include "platform/rpc/status.h"

namespace opora {

HostService::HostService(ServiceHost& host, const Gate& gate, HostObserver& observer)
    : host_(host), gate_(gate), observer_(observer), log_name_(host.service().name), methods_(host.methods()) {
  using UnaryHandler = grpc::internal::CallbackUnaryHandler<grpc::ByteBuffer, grpc::ByteBuffer>;
  for (std::size_t i = 0; i < methods_.size(); ++i) {
    const char* path = methods_[i].path.c_str();
    AddMethod(new grpc::internal::RpcServiceMethod(path, grpc::internal::RpcMethod::NORMAL_RPC, nullptr));
    const auto answer = [this, i](grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                  grpc::ByteBuffer* response) { return handle(i, context, request, response); };
    MarkMethodCallback(static_cast<int>(i), new UnaryHandler(answer));
  }
}

grpc::ServerUnaryReactor* HostService::handle(std::size_t method, grpc::CallbackServerContext* context,
                                              const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  auto* reactor = context->DefaultReactor();
  auto call = accept(*context, *request);
  if (!call) {
    observer_.call_ended(log_name_, methods_[method].name, &call.error(), std::chrono::nanoseconds(0));
    reactor->Finish(to_status(call.error()));
    return reactor;
  }
  host_.call(methods_[method].index, *std::move(call), [this, context, reactor, response](Answer answer) {
    finish(*context, *reactor, *response, std::move(answer));
  });
  return reactor;
}

Result<Call> HostService::accept(const grpc::CallbackServerContext& context, const grpc::ByteBuffer& request) const {
  TRY(caller, gate_.pass(context, request));
  TRY(seen, seen_positions(context));
  return Call{std::move(caller), to_string(request), deadline_of(context), std::move(seen)};
}

void HostService::finish(grpc::CallbackServerContext& context, grpc::ServerUnaryReactor& reactor,
                         grpc::ByteBuffer& response, Answer answer) const {
  if (!answer.head.epoch.empty()) context.AddTrailingMetadata(kPosition, position_text(log_name_, answer.head));
  if (answer.remembered) context.AddTrailingMetadata(kRemembered, "1");
  if (!answer.response) return reactor.Finish(to_status(answer.response.error()));
  response = to_buffer(*std::move(answer.response));
  reactor.Finish(grpc::Status::OK);
}

}  // namespace opora
