// What takes a service's events to where others read them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "platform/events/log/event_log.h"
#include "platform/result/result.h"

namespace opora {

// For one thread at a time; what it tells, it tells from a thread of its own.
class Carrier {
 public:
  virtual ~Carrier() = default;  // drops what still waits; nothing is told any more
  // Sends events, in order. Never blocks: returns how many were taken, fewer than all when too many are under way.
  virtual std::size_t send(const std::string& epoch, std::span<const LogRecord> records) = 0;
  // The last event of this epoch that was ever carried and whose digest, made with this key, proves that the log's
  // owner wrote it; nothing if there is none. Refused with why that can't be told now. May block for some seconds.
  virtual Result<std::optional<HistoryPoint>> last_carried(const std::string& /*epoch*/,
                                                           const std::string& /*history_key*/) {
    return std::nullopt;
  }
};

struct CarrierCalls {
  std::function<void(std::int64_t position)> arrived;  // everything sent up to here is where it belongs
  std::function<void(const Error&)> failed;            // it can go on no more: what did not arrive is sent anew
};

// Refused while it can't be reached, or with what is wrong there.
using MakeCarrier = std::function<Result<std::unique_ptr<Carrier>>(CarrierCalls)>;

}  // namespace opora
