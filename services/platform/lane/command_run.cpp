#include "platform/lane/command_run.h"

#include <algorithm>
#include <string>
#include <thread>
#include <utility>

#include "platform/faults/failpoint.h"
#include "platform/lane/trouble.h"

namespace opora {
namespace {

constexpr std::chrono::seconds kSettlingAtMost{5};
constexpr std::chrono::milliseconds kSettlingPause{100};

Error unknown_outcome() {
  return {Code::outcome_unknown, "OUTCOME_UNKNOWN",
          "The database was lost while saving, and it may or may not have happened; ask again with the same request "
          "id."};
}

}  // namespace

void CommandRun::refuse_late(std::vector<Waiting>& waiting) const {
  const auto steady_now = std::chrono::steady_clock::now();
  std::erase_if(waiting, [&](Waiting& late) {
    if (!late.command.deadline || *late.command.deadline > steady_now) return false;
    late.command.done({tl::unexpected(turn_came_too_late()), head()});
    return true;
  });
}

// Timers that are due come first in a batch, and every other batch goes without them while commands wait: however many
// there are, and however long they take.
bool CommandRun::run() {
  std::vector<Waiting> waiting;
  if (!timers_had_a_turn_ || !inbox_.commands_wait()) {
    try {
      timers_.add(waiting);
    } catch (const EngineError& error) {
      lane_.observer.batch_failed(error.what());
      timers_.put_off();
    }
  }
  timers_had_a_turn_ = !waiting.empty();
  take_commands(waiting);
  refuse_late(waiting);
  if (waiting.empty()) return false;
  std::optional<Turn> turn;
  try {
    require_clock(lane_.time);  // before anybody else is kept waiting for the lane
    // Where other processes write too, we have to wait for the lane. Commands that arrive during this wait join the
    // batch. Without that, the batch would hold only what had come before the wait, and the others would wait again.
    if (writer_.others_write()) turn.emplace(lane_.database);
    if (turn) take_commands(waiting);
  } catch (const EngineError& error) {
    lane_.observer.batch_failed(error.what());
    give_up(waiting, error);
    return true;
  }
  execute(waiting, std::move(turn));
  put_back(waiting);
  timers_.postpone_failed(waiting);
  return true;
}

// Nothing was done, and trying again at once would gain nothing.
void CommandRun::give_up(std::span<Waiting> waiting, const EngineError& error) {
  if (waiting.front().timer) timers_.put_off();  // they come before the commands
  answer_failure(waiting, outage(error));
}

void CommandRun::run_attempt(Attempt& attempt, std::optional<Turn> turn) {
  attempt.run(std::move(turn));
  note_pace(attempt.decided(), attempt.took());
  lane_.observer.batch_committed(attempt.decided().size(), attempt.event_count(), attempt.took());
}

bool CommandRun::execute(std::span<Waiting> waiting, std::optional<Turn> turn) {
  Attempt attempt(lane_, writer_, waiting);
  try {
    run_attempt(attempt, std::move(turn));
  } catch (const EngineError& error) {
    lane_.observer.batch_failed(error.what());
    if (error.kind() == EngineError::Kind::outcome_unknown) return settle_outcome(waiting);
    if (!attempt.is_committed() && error.kind() == EngineError::Kind::too_slow) return took_too_long(waiting, error);
    if (!attempt.is_committed() && is_outage(error)) {
      give_up(waiting, error);
      return true;
    }
  } catch (const std::exception& error) {
    lane_.observer.batch_failed(error.what());
  }
  // Whatever happened after the commit, what was committed is not run again.
  if (attempt.is_committed()) {
    answer(attempt.decided());
    return attempt.is_whole();
  }
  if (waiting.size() == 1) {
    waiting[0].has_failed = waiting[0].timer.has_value();
    answer_failure(waiting, mistake_of_ours());
    return true;
  }
  const auto half = waiting.size() / 2;
  return execute(waiting.first(half), std::nullopt) && execute(waiting.subspan(half), std::nullopt);
}

// Less at once may be quick enough: each comes again in a batch of its own. One that took too long alone is refused;
// two of them in a row are the database's fault, and nobody is kept waiting for more of them.
bool CommandRun::took_too_long(std::span<Waiting> waiting, const EngineError& error) {
  if (waiting.size() > 1) {
    for (Waiting& each : waiting) {
      if (each.timer) timers_.try_alone();
      each.command.alone = true;
    }
    return false;
  }
  waiting[0].has_failed = waiting[0].timer.has_value();
  answer_failure(waiting, ended_for_its_time());
  if (writer_.note_slow() < 2) return true;
  const std::vector<Command> others = inbox_.lock_commands()->take_alone();
  for (const Command& each : others) each.done({tl::unexpected(outage(error)), head()});
  return true;
}

// The connection was lost while committing. Running the commands again under the lock tells: what was committed is
// remembered, and answered from there. Timers show by their rows, and are left to the next batch; of commands without a
// request id nothing is remembered.
bool CommandRun::settle_outcome(std::span<Waiting> waiting) {
  const auto settled_below = std::stable_partition(waiting.begin(), waiting.end(), [](const Waiting& each) {
    return !each.timer && !each.command.request_id.empty();
  });
  const auto remembered = waiting.first(static_cast<std::size_t>(settled_below - waiting.begin()));
  answer_failure(waiting.subspan(remembered.size()), unknown_outcome());
  if (remembered.empty()) return true;
  const auto until = std::chrono::steady_clock::now() + kSettlingAtMost;
  while (true) {
    Attempt attempt(lane_, writer_, remembered);
    try {
      run_attempt(attempt, std::nullopt);
      answer(attempt.decided());
      return attempt.is_whole();
    } catch (const EngineError& error) {
      lane_.observer.batch_failed(error.what());
      // Slow or away, it says nothing of what was committed before.
      if (!is_outage(error) && error.kind() != EngineError::Kind::outcome_unknown &&
          error.kind() != EngineError::Kind::too_slow)
        return execute(remembered, std::nullopt);
    } catch (const std::exception& error) {
      lane_.observer.batch_failed(error.what());
      if (!attempt.is_committed()) return execute(remembered, std::nullopt);
      answer(attempt.decided());
      return attempt.is_whole();
    }
    if (std::chrono::steady_clock::now() >= until) {
      answer_failure(remembered, unknown_outcome());
      return true;
    }
    history_.settle_witness();  // nobody else would, on this thread
    std::this_thread::sleep_for(kSettlingPause);
  }
}

void CommandRun::answer_failure(std::span<Waiting> waiting, const Error& error) {
  for (Waiting& failed : waiting) {
    failed.is_over = true;
    failed.command.done({tl::unexpected(error), head()});
  }
}

void CommandRun::answer(std::span<Waiting> waiting) {
  for (Waiting& each : waiting) {
    each.is_over = true;
    each.command.done(std::move(each.answer));
  }
  FAILPOINT("lane.answered");
}

}  // namespace opora
