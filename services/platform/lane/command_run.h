// The commands' turn. Those that wait make a batch; one that fails is halved until the bad command stands alone, so it
// can't fail its neighbours. What takes long is committed in steps, and what the database ended for taking long comes
// again alone.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "platform/lane/attempt.h"
#include "platform/lane/batch_writer.h"
#include "platform/lane/due_timers.h"
#include "platform/lane/inbox.h"
#include "platform/lane/lane_parts.h"
#include "platform/lane/log_history.h"
#include "platform/lane/waiting.h"

namespace opora {

// Of the executor.
class CommandRun {
 public:
  CommandRun(const LaneParts& lane, BatchWriter& writer, LogHistory& history, Inbox& inbox, DueTimers& timers)
      : lane_(lane), writer_(writer), history_(history), inbox_(inbox), timers_(timers) {}

  // Executes one batch of commands and due timers, and answers those that it has dealt with; the others wait on.
  // Returns whether there were any.
  bool run();

 private:
  // Which commands make the batch: gathering.cpp.
  void take_commands(std::vector<Waiting>& waiting);
  bool may_join(std::span<const Waiting> batch, std::size_t work, const Command& next) const;
  void put_back(std::span<Waiting> waiting);
  void note_pace(std::span<const Waiting> done, std::chrono::nanoseconds took);

  void refuse_late(std::vector<Waiting>& waiting) const;
  void run_attempt(Attempt& attempt, std::optional<Turn> turn);
  // These three return false when some were left for a later batch, and with them all that come after.
  bool execute(std::span<Waiting> waiting, std::optional<Turn> turn);
  bool took_too_long(std::span<Waiting> waiting, const EngineError& error);
  bool settle_outcome(std::span<Waiting> waiting);
  void give_up(std::span<Waiting> waiting, const EngineError& error);
  void answer(std::span<Waiting> waiting);
  void answer_failure(std::span<Waiting> waiting, const Error& error);
  LogHead head() const { return lane_.log.known_head(); }

  const LaneParts lane_;
  BatchWriter& writer_;
  LogHistory& history_;
  Inbox& inbox_;
  DueTimers& timers_;
  bool timers_had_a_turn_ = false;  // the last one
};

}  // namespace opora
