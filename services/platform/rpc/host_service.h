// One service of ours as gRPC sees it: every method of its host, bytes in and bytes out.
#pragma once

#include <string>
#include <vector>

#include <grpcpp/impl/service_type.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>

#include "platform/rpc/gate.h"
#include "platform/service/service_host.h"

namespace opora {

// All references outlive it. Its callbacks never block: the host queues the call and answers when it can.
class HostService final : public grpc::Service {
 public:
  HostService(ServiceHost& host, const Gate& gate, HostObserver& observer);

 private:
  grpc::ServerUnaryReactor* handle(std::size_t method, grpc::CallbackServerContext* context,
                                   const grpc::ByteBuffer* request, grpc::ByteBuffer* response);
  Result<Call> accept(const grpc::CallbackServerContext& context, const grpc::ByteBuffer& request) const;
  void finish(grpc::CallbackServerContext& context, grpc::ServerUnaryReactor& reactor, grpc::ByteBuffer& response,
              Answer answer) const;

  ServiceHost& host_;
  const Gate& gate_;
  HostObserver& observer_;
  const std::string& log_name_;
  std::vector<Method> methods_;  // gRPC keeps pointers to the paths
};

}  // namespace opora
