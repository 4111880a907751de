// Which history the log holds. Events without a digest get theirs; and what somebody has read and the database holds no
// more is found out before another event is given the same position.
#pragma once

#include <chrono>

#include "platform/lane/batch.h"
#include "platform/lane/batch_writer.h"
#include "platform/lane/lane_parts.h"

namespace opora {

// Throws EngineError if the database has lost commits that this process has seen; LogHistory settles it then. Asked
// before anything is written. Of the executor.
void require_history(const LaneParts& lane, const Batch& batch);

// Of the executor.
class LogHistory {
 public:
  LogHistory(const LaneParts& lane, BatchWriter& writer) : lane_(lane), writer_(writer) {}

  // If somebody has read what the log has lost, it goes on under another epoch, and the observer is told.
  void settle_witness();
  // Gives the next events that lack a digest theirs: at once when nothing else is to be done, else now and then.
  void extend_chain(bool is_busy);
  // Whether there is more of that to be done soon.
  bool is_chaining() const { return is_chaining_; }

 private:
  const LaneParts lane_;
  BatchWriter& writer_;
  std::chrono::steady_clock::time_point chain_at_;  // the next piece of it, at the earliest
  bool is_chaining_ = false;
};

}  // namespace opora
