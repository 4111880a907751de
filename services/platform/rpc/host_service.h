// One service of ours as gRPC sees it: every method of its host.
#pragma once

#include "platform/rpc/byte_service.h"
#include "platform/rpc/gate.h"
#include "platform/service/service_host.h"

namespace opora {

// All references outlive it. Never blocks: the host queues a call and answers when it can. Of a call of a sealed method
// nothing is counted, and nothing read but its request, its deadline, and its token if it takes one.
class HostService final : public ByteService {
 public:
  HostService(ServiceHost& host, const Gate& gate, HostObserver& observer);

 private:
  void handle(const Method& method, UnaryCall& call);
  Result<Call> accept(const UnaryCall& call) const;
  Result<Call> accept_sealed(const Method& method, const UnaryCall& call) const;

  ServiceHost& host_;
  const Gate& gate_;
  HostObserver& observer_;
};

}  // namespace opora
