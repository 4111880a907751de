// How events of other services take effect: once each, in their source's order, with the position moved in the effect's
// own transaction and only from the expected value. What can't be applied is parked, and its key's later events behind
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "platform/lane/batch_writer.h"
#include "platform/lane/delivery.h"
#include "platform/lane/inbox.h"
#include "platform/lane/lane_parts.h"
#include "platform/result/result.h"

namespace opora {

// Of the executor.
class EventApplier {
 public:
  // `apply` outlives it.
  EventApplier(const LaneParts& lane, BatchWriter& writer, Inbox& inbox, const ApplyEvent& apply);

  // At most one transaction of the delivery that waits longest; tells whoever brought it when that was the last.
  // Returns whether one waited.
  bool run();

 private:
  std::size_t step_end(const Delivery& delivery, std::size_t begin) const;
  Result<std::size_t> rename_position(const Delivery& delivery);
  Result<std::size_t> note_nothing_there(const Delivery& delivery);
  // Of a range of a delivery's records. Each returns the first record that is left for another transaction, or why no
  // more can be applied: somebody has to do something first.
  Result<std::size_t> deliver(const Delivery& delivery, std::size_t begin, std::size_t end);
  // Both throw EventRefused for an event that can't be applied, with nothing written.
  Result<std::size_t> apply_range(const Delivery& delivery, std::size_t begin, std::size_t end);
  Result<std::size_t> learn_range(const Delivery& delivery, std::size_t begin, std::size_t end);
  void park(const Delivery& delivery, const LogRecord& record, const Error& error);
  void park_again(const Delivery& delivery, const LogRecord& record, const Error& error);
  std::int64_t revision_of(const std::string& source) const;  // of what this build makes of its events
  void double_step();

  const LaneParts lane_;
  BatchWriter& writer_;
  Inbox& inbox_;
  const ApplyEvent& apply_;
  std::size_t step_;  // events a transaction; fewer after one that took too long
};

}  // namespace opora
