#include "platform/rpc/host_service.h"

#include "platform/rpc/bytes.h"
#include "platform/rpc/metadata.h"

namespace opora {

HostService::HostService(ServiceHost& host, const Gate& gate, HostObserver& observer)
    : ByteService(host.service().name), host_(host), gate_(gate), observer_(observer) {
  for (const auto& method : host.methods())
    add_unary(method.path, [this, method](UnaryCall& call) { handle(method, call); });
}

void HostService::handle(const Method& method, UnaryCall& call) {
  auto accepted = method.is_sealed ? accept_sealed(method, call) : accept(call);
  if (accepted)
    return host_.call(method.index, *std::move(accepted), [&call](Answer answer) { call.answer(std::move(answer)); });
  if (!method.is_sealed)
    observer_.call_ended(host_.service().name, method.name, &accepted.error(), std::chrono::nanoseconds(0));
  call.answer({tl::unexpected(std::move(accepted).error()), {}});
}

Result<Call> HostService::accept(const UnaryCall& call) const {
  TRY(caller, gate_.pass(call.context(), call.request()));
  TRY(seen, seen_positions(call.context()));
  return Call{std::move(caller), to_string(call.request()), deadline_of(call.context()), std::move(seen)};
}

Result<Call> HostService::accept_sealed(const Method& method, const UnaryCall& call) const {
  Caller caller;
  if (method.takes_token) {
    TRY(identified, gate_.identify(call.context()));
    caller = std::move(identified);
  }
  TRY_DO(check_size(call.request()));
  return Call{std::move(caller), to_string(call.request()), deadline_of(call.context()), {}};
}

}  // namespace opora
