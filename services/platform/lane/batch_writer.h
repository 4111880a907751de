// How the lane's transactions end: where they are full, and what follows from each commit.
#pragma once

#include <chrono>
#include <string>

#include "platform/clock/clock.h"
#include "platform/lane/answers.h"
#include "platform/lane/batch.h"
#include "platform/lane/lane_parts.h"

namespace opora {

// Of the executor.
class BatchWriter {
 public:
  explicit BatchWriter(const LaneParts& lane) : lane_(lane) {}

  // Commits; without anything to write, ends without. Throws EngineError, with nothing written unless its kind is
  // outcome_unknown. A commit that the disk failed ends the process.
  void commit(Batch& batch);
  // The same with the answers of its commands. `is_committed` is set before anything else can fail: what was committed
  // is not run again, whatever is thrown after.
  void commit(Batch& batch, Answers& answers, bool& is_committed);

  // Whether a transaction has come to where it is committed, though there is more to do; the observer is told.
  bool is_full(const Batch& batch, std::chrono::steady_clock::time_point until) const;
  // Forgets some of the answers that are too old, if it is time to.
  void prune_answers(Batch& batch);

  // Whether another process was found to have committed between this one's last two commits.
  bool others_write() const { return others_write_; }
  // A command took too long alone: how many have by now, with no commit between.
  int note_slow() { return ++slow_in_a_row_; }
  // The disk failed while committing, so nobody knows what it holds.
  [[noreturn]] void end_process(const std::string& why) const;

 private:
  void end(Batch& batch, Answers* answers);
  void note_committed(Batch& batch);

  const LaneParts lane_;
  Instant next_prune_;
  AnswerSweep sweep_;
  int slow_in_a_row_ = 0;
  Instant time_left_;          // of the last batch here
  bool others_write_ = false;  // found by that one: it was not the lane's last
};

}  // namespace opora
