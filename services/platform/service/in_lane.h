// Work that needs the writer's connection, which is the executor's alone.
#pragma once

#include <functional>
#include <future>

#include "platform/service/service_parts.h"

namespace opora {

// Runs `work` on the executor's thread, between batches, and waits for it; on the caller's where the host has no
// threads. Refused with SHUTTING_DOWN once the lane is draining. What `work` throws is thrown here. Never from the
// executor's thread, which would wait for itself.
template <class T>
Result<T> in_lane(const ServiceParts& parts, std::function<Result<T>()> work) {
  if (!parts.options.threads) return work();
  std::packaged_task<Result<T>()> task(std::move(work));
  auto result = task.get_future();
  if (!parts.lane.offer_alone([&task] { task(); })) return tl::unexpected(shutting_down());
  return result.get();
}

}  // namespace opora
