// A service's events as others read them: positions without gaps, inside an epoch.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/clock/clock.h"
#include "platform/result/result.h"

namespace opora {

// An event before it has a position: what a handler emits.
struct EventDraft {
  std::string type;     // the message's full name: "opora.registration.v1.GroupConfirmed"
  std::string key;      // the id of what it happened to
  std::string payload;  // the service's Event message, serialised
};

// An event as the log holds it.
struct LogRecord {
  std::int64_t position = 0;  // from 1, without gaps
  Instant time;               // of the batch that wrote it; never decreasing
  std::string type;
  std::string key;
  std::string payload;
};

// How far a log goes. Positions compare only inside one epoch.
struct LogHead {
  std::string epoch;
  std::int64_t position = 0;
};

// Reads one service's log. Thread-safe.
class EventLog {
 public:
  virtual ~EventLog() = default;
  // The service whose log it is.
  virtual const std::string& name() const = 0;
  // The last committed position. Throws EngineError.
  virtual LogHead head() = 0;
  // Committed events after `position`, in order, at most `limit`. Throws EngineError.
  virtual std::vector<LogRecord> read(std::int64_t position, int limit) = 0;
  // What a follower takes next: as read(), but never of another epoch than this; and a log that several processes
  // follow for one service may answer with nothing, because another of them has it in hand. Throws EngineError.
  virtual std::vector<LogRecord> next(const std::string& epoch, std::int64_t position, int limit) {
    return head().epoch == epoch ? read(position, limit) : std::vector<LogRecord>();
  }
  // Nobody needs it any more: calls that wait for another process end soon, and throw. Idempotent.
  virtual void leave() {}
  // Calls `wake` after each commit that wrote events, from the committing thread: it must be quick and not throw. The
  // subscription lasts until the returned handle is dropped, which waits for a running call.
  using Subscription = std::shared_ptr<void>;
  virtual Subscription subscribe(std::function<void()> wake) = 0;
};

}  // namespace opora
