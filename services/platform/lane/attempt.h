// One transaction of commands: remembered answers, prefetch, decisions, and a commit. Until then nobody is answered.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "platform/lane/answers.h"
#include "platform/lane/batch.h"
#include "platform/lane/batch_writer.h"
#include "platform/lane/lane_parts.h"
#include "platform/lane/waiting.h"

namespace opora {

// Of the executor.
class Attempt {
 public:
  // `waiting` outlives it.
  Attempt(const LaneParts& lane, BatchWriter& writer, std::span<Waiting> waiting)
      : lane_(lane), writer_(writer), waiting_(waiting) {}

  // Once. Decides as many as one transaction takes, from the front, and keeps their answers in them. Throws
  // EngineError, and what commands throw: then nothing was written, unless is_committed(), or nobody knows
  // (outcome_unknown).
  void run(std::optional<Turn> turn);

  // Also after it has thrown: whatever happened after the commit, what was committed is not run again.
  bool is_committed() const { return is_committed_; }
  // Those that it has decided; the others are left for a later batch.
  std::span<Waiting> decided() const;
  bool is_whole() const { return decided_count_ == waiting_.size(); }
  // After it has run.
  std::size_t event_count() const { return event_count_; }
  std::chrono::nanoseconds took() const { return took_; }

 private:
  void find_gone(Sql& sql) const;
  void collect_keys(IdentityMap& identity_map, Instant now, std::vector<Waiting*>& open) const;
  void decide_in_order(Batch& batch, Answers& answers);

  const LaneParts lane_;
  BatchWriter& writer_;
  const std::span<Waiting> waiting_;
  bool is_committed_ = false;
  std::size_t decided_count_ = 0;
  std::size_t event_count_ = 0;
  std::chrono::nanoseconds took_{0};
};

}  // namespace opora
