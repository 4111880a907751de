// Runs calls of sealed methods (docs/adr/0049): beside every way on which something of a call is kept. No gate counts
// them, no waiter reads what they have seen, and the observer hears nothing, but of trouble and then at most once an
// hour; their answers carry no position.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "platform/lane/seldom.h"
#include "platform/limits/bucket.h"
#include "platform/service/sealed.h"
#include "platform/service/sealed_pool.h"
#include "platform/service/service_parts.h"

namespace opora {

// From any thread; blocks nobody.
class SealedCalls {
 public:
  explicit SealedCalls(const ServiceParts& parts);

  // Refused at once with QUEUE_FULL, RATE_LIMITED or SHUTTING_DOWN; all else is looked at when its turn comes. What the
  // call says of its caller is forgotten where anybody may call, and of what they have seen, always.
  void call(const BoundMethod& method, Call call, std::function<void(Answer)> done);

  // The hour in which somebody whom nobody knows was last turned away for want of room; nothing if nobody was since the
  // start. It says that more came than there is room for, and of nobody that they came.
  std::optional<Instant> turned_away_at() const;

  void start();
  void stop();     // answers what it has taken; runs come to their end at their next write
  void abandon();  // forgets what waits, without threads only
  bool step();     // runs one that waits, if there is one

 private:
  struct OneCall;
  Result<std::string> answer(OneCall& one);
  Result<std::string> run(OneCall& one);
  Result<void> check_scopes(const OneCall& one, const AccessDecision& access,
                            const google::protobuf::Message& request) const;
  Result<std::string> handle(const OneCall& one, const google::protobuf::Message& request, Permit& permit);
  void read(Instant now, const std::function<void(Snapshot&)>& use) const;
  Result<void> write(const OneCall& one, const std::function<Result<void>(SealedWrite&)>& work) const;
  Result<void> commit(const OneCall& one, const std::function<Result<void>(Transaction&)>& work) const;
  Error full();
  void note_turned_away();
  void tell(const std::string& trouble);

  const ServiceParts parts_;
  Bucket bucket_;
  SealedPool answers_, runs_;
  Permits running_;  // handlers that have not come to their write, so that many can wait there together
  std::atomic<unsigned> full_count_{0};
  std::atomic<std::int64_t> turned_away_at_us_{0};
  Seldom told_{std::chrono::hours(1)};
};

}  // namespace opora
