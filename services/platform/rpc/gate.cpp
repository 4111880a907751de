#include "platform/rpc/gate.h"

#include <stdexcept>

#include <google/protobuf/descriptor.h>

#include "platform/policy/access.h"
#include "platform/policy/policies.h"
#include "platform/rpc/metadata.h"

namespace opora {
namespace {

bool is_about_time(const Error& refusal) {
  return refusal.reason == "TOKEN_EXPIRED" || refusal.reason == "TOKEN_NOT_YET_VALID";
}

bool is_limited(network::v1::Role role) {
  return role != network::v1::ROLE_SERVICE && role != network::v1::ROLE_OPERATOR;
}

}  // namespace

Result<Caller> Gate::whose(std::string_view token) const {
  auto caller = keys_.verify(token, clock_.now());
  if (caller || wall_ == nullptr || !is_about_time(caller.error())) return caller;
  auto by_wall = keys_.verify(token, wall_->now());
  return by_wall ? by_wall : caller;
}

Result<void> check_size(const grpc::ByteBuffer& request) {
  if (request.Length() > kRequestBytesMax)
    return refuse(Code::invalid, "REQUEST_TOO_LARGE", "A request has at most 1 MiB; send less at once.");
  return {};
}

Result<Caller> Gate::identify(const grpc::ServerContextBase& context) const { return whose(bearer_token(context)); }

Result<Caller> Gate::pass(const grpc::ServerContextBase& context, const grpc::ByteBuffer& request) const {
  TRY(caller, whose(bearer_token(context)));
  if (limits_ != nullptr && is_limited(caller.role)) TRY_DO(limits_->pass(caller.subject));
  TRY_DO(check_size(request));
  return caller;
}

const options::v1::Policy& platform_policy(const google::protobuf::Descriptor* file_of, const char* service,
                                           const char* method) {
  const auto* described = file_of->file()->FindServiceByName(service);
  const auto* found = described == nullptr ? nullptr : described->FindMethodByName(method);
  if (found == nullptr) throw std::logic_error(std::string("no method ") + service + "/" + method);
  const auto policy = policy_of(found);
  if (!policy) throw std::logic_error(policy.error().message);
  return **policy;
}

Result<void> check_access(const options::v1::Policy& policy, const Caller& caller) {
  if (decide_access(policy, caller).allowed) return {};
  return tl::unexpected(denied(policy));
}

}  // namespace opora
