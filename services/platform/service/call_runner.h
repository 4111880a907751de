// Runs calls that were let in: a command in the lane, a query in the pool.
#pragma once

#include <memory>

#include "platform/service/call_gate.h"
#include "platform/service/name_reads.h"
#include "platform/service/prepared_call.h"
#include "platform/service/service_parts.h"

namespace opora {

// From any thread; blocks nobody. Who may by where a thing lies is decided here, in the command's own transaction or
// the query's own view.
class CallRunner {
 public:
  // `gate` and `names` outlive it.
  CallRunner(const ServiceParts& parts, CallGate& gate, NameReads& names)
      : parts_(parts), gate_(gate), names_(names) {}

  // The gate gets its answer, from the executor's thread, a query's, or this one if it is not taken.
  void run(const std::shared_ptr<PreparedCall>& prepared);

 private:
  void offer_command(const std::shared_ptr<PreparedCall>& prepared);
  void offer_query(const std::shared_ptr<PreparedCall>& prepared);
  Result<std::string> decide(PreparedCall& prepared, Transaction& tx);
  Answer run_query(PreparedCall& prepared);

  const ServiceParts parts_;
  CallGate& gate_;
  NameReads& names_;
};

}  // namespace opora
