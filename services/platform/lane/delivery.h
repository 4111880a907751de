// Others' events on their way into a service: delivered, told once more, parked, tried again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "platform/events/log/event_log.h"
#include "platform/lane/transaction.h"
#include "platform/result/result.h"

namespace opora {

// Events of one source on their way into a service, in order.
struct Delivery {
  std::string source;
  std::string epoch;
  std::vector<LogRecord> records;
  std::string history_key = {};  // of the source's log; empty where its owner makes no digests
  // Instead of records: the owner's log holds what was read, under the name `to`. Both are equal where only the log's
  // end is news: it is before where the log ended when it was first read.
  struct Renamed {
    HistoryPoint from, to;
  };
  std::optional<Renamed> renamed = {};
  // They were applied before, by a build whose consumers made less of some types: only events of those types are
  // applied again.
  bool is_learnt_again = false;
  // The log's head, as its owner told it before these were read. It is kept with the first delivery of a source; one
  // without records notes that there is nothing to be read yet.
  std::int64_t head = 0;
};

// How far a service has come with a source.
using Consumed = HistoryPoint;

// Of which events of a source a build's consumers make more than an older one's did.
struct Relearnt {
  std::int64_t revision = 0;    // higher in each build that makes more of them; 0: none ever did
  std::set<std::string> types;  // of events, as they are told, under every revision
};

// Applies one event. Refusing means that it can't be applied: it is parked with the reason.
using ApplyEvent = std::function<Result<void>(Transaction&, const std::string& source, const LogRecord&)>;

// The reason for events of a type that this build does not know; a newer one may. It is said before anything is done
// for them, so many of them, while versions change, cost no batch of their own.
constexpr const char* kUnknownEventType = "UNKNOWN_EVENT_TYPE";

// An event that could not be applied, or waits behind one.
struct Parked {
  std::string source;
  LogRecord record;
  std::string reason;
  std::string message;
};

// What came of parked events that were tried again.
struct RetriedEvents {
  std::int64_t applied_count = 0;
  std::int64_t parked_count = 0;
};

// Parked events that are to be tried again, piece by piece.
struct EventRetry {
  std::string source = "";  // of this log; empty for all
  std::string key = "";     // with a source: of this key; empty for all
  std::string reason = "";  // of keys that are parked for it; empty for any
  RetriedEvents so_far = {};  // what came of those it asked for
  // How far it has come, for Lane::retry_parked() alone: past this event, and without these sources' keys.
  std::string after_source = "";
  std::int64_t after_position = 0;
  std::set<std::pair<std::string, std::string>> stopped = {};
  std::size_t alone_count = 0;  // of those that are next: one at a time, since together they took too long
  int slow_in_a_row = 0;
};

}  // namespace opora
