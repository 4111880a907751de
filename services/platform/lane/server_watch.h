// On which server the database is: a standby that takes over may do so without the last commits.
#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <string>

#include "platform/lane/atomic_instant.h"
#include "platform/lane/lane_parts.h"

namespace opora {

class ServerWatch {
 public:
  explicit ServerWatch(const LaneParts& lane) : lane_(lane) {}

  // ---- From any thread ----
  // Looks now, and whether another process has noted a change. Throws EngineError in the engine's trouble.
  void look(Sql& sql);
  // When it was last found on another server than before, if ever.
  std::optional<Instant> changed_at() const { return changed_at_.get(); }

  // ---- From the executor's thread only ----
  // Notes in the database what look() has found, and tells the observer. In an engine's trouble, which the observer is
  // told, nothing: it is found again.
  void settle();

 private:
  const LaneParts lane_;
  AtomicInstant changed_at_;
  std::atomic<bool> may_ask_ = true;
  std::mutex mutex_;  // guards found_
  std::optional<std::string> found_;  // another one than the database says
};

}  // namespace opora
