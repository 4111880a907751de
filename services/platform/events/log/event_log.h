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
  std::string digest = {};  // of the log's history up to here (history.h); empty where nobody has computed it
  bool is_carried = false;  // by somebody between, Kafka: its owner's only if its digest says so
};

// How far a log goes. Positions compare only inside one epoch.
struct LogHead {
  std::string epoch;
  std::int64_t position = 0;
};

// What somebody has read of a log: everything up to this.
struct HistoryPoint {
  std::string epoch;
  std::int64_t position = 0;
  std::string digest;  // there; empty where it is not known
  bool operator==(const HistoryPoint&) const = default;
};

// Whether a log holds what somebody has read from it. Unknown where digests are missing, or nobody can be asked.
enum class Standing { unknown, same, differs };

// What a log's owner says of what was read.
struct Compared {
  Standing standing = Standing::unknown;
  LogHead head = {};         // at that moment; without an epoch where nobody can tell
  std::string digest = {};   // of the owner's log at the position that was read; empty where there is none
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
    const LogHead now = head();
    return now.epoch == epoch && now.position > position ? read(position, limit) : std::vector<LogRecord>();
  }
  // What its digests are made with; empty where the owner's build makes none. Throws EngineError.
  virtual std::string history_key() { return {}; }
  // Whether the owner's log still holds what was read, and a word to the owner: if it does not, within one epoch, then
  // it has lost what others have seen. Throws EngineError.
  virtual Compared compare(const HistoryPoint& /*read*/) { return {}; }
  // What somebody between has brought turned out to be none of the owner's: it is forgotten, and the owner asked.
  virtual void distrust() {}
  // Nobody needs it any more: calls that wait for another process end soon, and throw. Idempotent.
  virtual void leave() {}
  // Calls `wake` after each commit that wrote events, from the committing thread: it must be quick and not throw. The
  // subscription lasts until the returned handle is dropped, which waits for a running call.
  using Subscription = std::shared_ptr<void>;
  virtual Subscription subscribe(std::function<void()> wake) = 0;
};

}  // namespace opora
