#include "platform/service/refusals.h"

#include <utility>

#include "opora/options/v1/options.pb.h"
#include "platform/service/binding.h"

namespace opora {
namespace {

using options::v1::Refusals;

Reasons reasons_in(const Refusals& refusals) {
  const std::pair<Code, const google::protobuf::RepeatedPtrField<std::string>&> by_code[] = {
      {Code::invalid, refusals.invalid()},
      {Code::not_found, refusals.not_found()},
      {Code::conflict, refusals.conflict()},
      {Code::unauthenticated, refusals.unauthenticated()},
      {Code::denied, refusals.denied()},
      {Code::overloaded, refusals.overloaded()},
      {Code::deadline, refusals.deadline()},
      {Code::unavailable, refusals.unavailable()},
      {Code::outcome_unknown, refusals.outcome_unknown()},
      {Code::internal, refusals.internal()},
  };
  Reasons reasons;
  for (const auto& [code, names] : by_code)
    for (const std::string& name : names) reasons.emplace(name, code);
  return reasons;
}

bool holds(const Reasons& reasons, const Error& refusal) {
  const auto found = reasons.find(refusal.reason);
  return found != reasons.end() && found->second == refusal.code;
}

}  // namespace

Reasons reasons_of(const google::protobuf::MethodDescriptor* method) {
  return reasons_in(method->options().GetExtension(options::v1::refuses));
}

const Reasons& reasons_of_every_method() {
  static const Reasons reasons =
      reasons_in(Refusals::descriptor()->file()->options().GetExtension(options::v1::every_method_refuses));
  return reasons;
}

void hold_to_contract(const BoundMethod& method, const std::string& service, Error& refusal, HostObserver& observer) {
  if (holds(method.reasons, refusal) || holds(reasons_of_every_method(), refusal)) return;
  observer.refused_undeclared(service, method.name, refusal);
#ifdef OPORA_TESTING
  refusal = {Code::internal, "REFUSAL_UNDECLARED",
             "The contract of " + method.name + " doesn't declare that it refuses with " + refusal.reason + "."};
#endif
}

}  // namespace opora
