// Parked events of types that the build which parked them did not know: a newer one may apply them. Tried at its start,
// and later, since an older replica beside it may still be the one that reads.
#pragma once

#include <chrono>

#include "platform/service/service_parts.h"

namespace opora {

// The executor's.
class UnknownEvents {
 public:
  explicit UnknownEvents(const ServiceParts& parts) : parts_(parts) {}

  // All of them, before anything else is done. Throws EngineError.
  void retry_all();
  // The next few, if it is time. In an engine's trouble, which the observer is told, later.
  void retry_some();

 private:
  const ServiceParts parts_;
  EventRetry retry_{.reason = kUnknownEventType};
  std::chrono::steady_clock::time_point next_at_;
};

}  // namespace opora
