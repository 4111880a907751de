// One event, applied in a batch by whichever consumer it is for.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "platform/lane/batch.h"
#include "platform/lane/delivery.h"
#include "platform/lane/lane_options.h"
#include "platform/result/result.h"

namespace opora {

// Ends a transaction in which an event could not be applied, and carries the consumer's reason out of it.
class EventRefused : public std::runtime_error {
 public:
  explicit EventRefused(const Error& error) : std::runtime_error(error.reason), error_(error) {}
  const Error& error() const { return error_; }

 private:
  Error error_;
};

// Its time is the event's, and its ids follow from the event, so that a rebuild comes to the same. Refused with the
// consumer's reason: then nothing of it may be committed, unless the reason is kUnknownEventType.
Result<void> apply_event(const ApplyEvent& apply, Batch& batch, const std::string& source, const LogRecord& record);

// Of which events of a source this build makes more than an older one did: of none, where nothing is said.
const Relearnt& relearnt(const LaneOptions& options, const std::string& source);

}  // namespace opora
