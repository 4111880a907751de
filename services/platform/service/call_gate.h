// By which every call comes into a service, and every answer leaves it.
#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include "platform/service/name_reads.h"
#include "platform/service/prepared_call.h"
#include "platform/service/service_parts.h"

namespace opora {

// From any thread; blocks nobody.
class CallGate {
 public:
  // `names` outlives it.
  CallGate(const ServiceParts& parts, NameReads& names) : parts_(parts), names_(names) {}

  // Lets a call in that its caller's role may make, or perhaps the scopes of its grants, whose request is well formed,
  // and which the service has room for. Null if it was refused: then `done` was called. Whoever gets one sees that it
  // is finished, once.
  std::shared_ptr<PreparedCall> let_in(const BoundMethod& method, Call call, std::function<void(Answer)> done);

  // Gives the caller the answer.
  void finish(PreparedCall& prepared, Answer answer);
  // Gives the caller a refusal, with the log's head.
  void turn_away(PreparedCall& prepared, Error refusal);
  // The same where there is no place for it: its caller's own are used up, or all are.
  void turn_away_full(PreparedCall& prepared, bool of_one);

 private:
  Result<std::shared_ptr<PreparedCall>> prepare(const BoundMethod& method, Call& call);

  const ServiceParts parts_;
  NameReads& names_;
  std::atomic<unsigned> share_refused_{0};
};

}  // namespace opora
