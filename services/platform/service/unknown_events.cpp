#include "platform/service/unknown_events.h"

namespace opora {
namespace {

constexpr std::chrono::seconds kRetryEvery{30};

}  // namespace

void UnknownEvents::retry_all() {
  while (parts_.lane.retry_parked(retry_)) {
  }
  next_at_ = std::chrono::steady_clock::now() + kRetryEvery;
}

void UnknownEvents::retry_some() {
  if (std::chrono::steady_clock::now() < next_at_) return;
  try {
    if (parts_.lane.retry_parked(retry_)) return;
  } catch (const EngineError& error) {
    parts_.observer.batch_failed(parts_.service.name, error.what());
  }
  retry_ = {.reason = kUnknownEventType};
  next_at_ = std::chrono::steady_clock::now() + kRetryEvery;
}

}  // namespace opora
