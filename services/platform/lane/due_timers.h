// Timers that are due, and those that failed.
#pragma once

#include <span>
#include <vector>

#include "platform/lane/batch_writer.h"
#include "platform/lane/lane_parts.h"
#include "platform/lane/waiting.h"

namespace opora {

// Of the executor.
class DueTimers {
 public:
  DueTimers(const LaneParts& lane, BatchWriter& writer, RunTimer run);

  // The commands of those that are due, as many as a batch takes. Throws EngineError.
  void add(std::vector<Waiting>& waiting);
  // One that fails by itself must not stand in the way of those due after it, so it goes behind them. Where that can't
  // be written the observer is told, and all are put off.
  void postpone_failed(std::span<const Waiting> waiting);
  // In an outage their rows can't be written: only when the lane looks at them next changes, so that it doesn't spin.
  void put_off();

  // Together they took too long: they are tried alone, until batches of them are committed again.
  void try_alone() { at_most_ = 1; }
  bool are_tried_alone() const;
  void note_committed();

  // Since when those that are due are tried: since this process began, or since a time was confirmed or no longer was,
  // by which others are due.
  Instant trying_since() const { return trying_since_; }

 private:
  const LaneParts lane_;
  BatchWriter& writer_;
  const RunTimer run_;
  int at_most_;  // a batch; fewer after one that took too long
  Instant trying_since_;
  bool was_confirmed_ = false;
};

}  // namespace opora
