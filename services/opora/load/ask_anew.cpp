#include "opora/load/ask_anew.h"

#include <memory>

#include <google/protobuf/descriptor.h>

#include "platform/clock/clock.h"
#include "platform/ids/ids.h"

namespace opora::load {
namespace {

// The refusals that are remembered.
bool is_decision(const Error& refusal) { return refusal.code == Code::invalid || refusal.code == Code::conflict; }

std::unique_ptr<google::protobuf::Message> new_attempt(const google::protobuf::Message& request) {
  std::unique_ptr<google::protobuf::Message> attempt(request.New());
  attempt->CopyFrom(request);
  const auto* id = request.GetDescriptor()->FindFieldByName("request_id");
  request.GetReflection()->SetString(attempt.get(), id, IdSource().next(SystemClock().now()));
  return attempt;
}

}  // namespace

Result<void> ask_anew(const google::protobuf::Message& request, const Ask& ask) {
  Result<void> outcome = ask(request);
  if (outcome || !is_decision(outcome.error())) return outcome;
  return ask(*new_attempt(request));
}

}  // namespace opora::load
