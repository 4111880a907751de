// A batch of commands: remembered answers, prefetch, decisions, one commit, answers. A batch that fails is halved until
// the bad command stands alone, so it can't fail its neighbours. What takes long is committed in steps, and what the
// database ended for taking long comes again alone.
#include <algorithm>
#include <thread>
#include <utility>

#include "platform/faults/failpoint.h"
#include "platform/lane/batch_writer.h"
#include "platform/lane/inbox.h"
#include "platform/lane/jobs.h"
#include "platform/lane/lane_parts.h"
#include "platform/lane/log_history.h"
#include "platform/lane/timers.h"
#include "platform/lane/waiting.h"

namespace opora {
namespace {

constexpr int kCollectingMax = 4; // passes that only collect keys; what is missing then is loaded one by one
constexpr std::chrono::seconds kSettlingAtMost{5};
constexpr std::chrono::milliseconds kSettlingPause{100};
constexpr std::chrono::seconds kRetrySlowAfter{60};  // whoever sends it again holds everybody up again
constexpr std::chrono::seconds kRetryTimersAfter{60};  // when the database can't write

// Trouble that concerns everybody, not one command: nothing is gained by trying them one by one.
bool is_outage(const EngineError& error) {
  using Kind = EngineError::Kind;
  return error.kind() == Kind::busy || error.kind() == Kind::full || error.kind() == Kind::io ||
         error.kind() == Kind::corrupt || error.kind() == Kind::clock;
}

Error outage(const EngineError& error) {
  if (error.kind() == EngineError::Kind::full)
    return {Code::unavailable, "STORAGE_FULL",
            "The disk is full: nothing can be written now. Nothing was changed; try again later."};
  if (error.kind() == EngineError::Kind::clock) return clock_wrong();
  return {Code::unavailable, "STORAGE_UNAVAILABLE",
          "The database can't write now. Nothing was changed; try again shortly."};
}

Error slow() {
  Error error{Code::unavailable, "TOOK_TOO_LONG",
              "The database ended this request, which took too long. Nothing was changed; send less at once, or try "
              "again later."};
  error.retry_after = kRetrySlowAfter;
  return error;
}

Error unknown_outcome() {
  return {Code::outcome_unknown, "OUTCOME_UNKNOWN",
          "The database was lost while saving, and it may or may not have happened; ask again with the same request "
          "id."};
}

Error mistake() {
  return {Code::internal, "INTERNAL",
          "The request failed by a mistake of ours. Nothing was changed; operators can see it."};
}

}  // namespace

void Lane::refuse_late(std::vector<Waiting>& waiting) const {
  const auto steady_now = std::chrono::steady_clock::now();
  std::erase_if(waiting, [&](Waiting& late) {
    if (!late.command.deadline || *late.command.deadline > steady_now) return false;
    late.command.done(
        {refuse(Code::deadline, "DEADLINE_PASSED", "The deadline passed before the request's turn came."), head()});
    return true;
  });
}

void Lane::add_due_timers(std::vector<Waiting>& waiting) {
  const std::optional<Instant> known = known_->timer_at.get();
  const Instant now = time_->now();
  const bool is_confirmed = time_->is_confirmed();
  if (is_confirmed != std::exchange(was_confirmed_, is_confirmed)) trying_since_ = now;
  if (!known || *known > now || (!is_confirmed && time_->asks_database())) return;
  const auto session = database_.read();
  // What a timer does can't be undone, so it waits for a time that is confirmed; as the lane's last one was.
  const Instant confirmed = is_confirmed ? now : read_lane(session->sql(), false).batch_time;
  std::vector<Timer> timers = due_timers(session->sql(), now, confirmed, timers_at_most_);
  // Unless somebody has heard of a timer since: what is seen here may be older than that.
  if (timers.empty()) known_->timer_at.replace(known, next_due(session->sql()));
  for (Timer& timer : timers) {
    Command command;
    command.method = timer.method;
    command.run = [this, timer](Transaction& tx) { return run_timer_(tx, timer); };
    // A refusal ends a timer like a success; one that fails by a mistake of ours is kept, and tried again later.
    command.done = [](const Answer&) {};
    waiting.push_back(
        {std::move(command), std::move(timer), {[this](std::size_t) { return ids_.next(time_->now()); }}});
  }
}

// Timers that are due come first in a batch, and every other batch goes without them while commands wait: however many
// there are, and however long they take.
bool Lane::run_commands() {
  std::vector<Waiting> waiting;
  if (!timers_had_a_turn_ || !inbox_->commands_wait()) {
    try {
      add_due_timers(waiting);
    } catch (const EngineError& error) {
      observer_.batch_failed(error.what());
      put_timers_off();
    }
  }
  timers_had_a_turn_ = !waiting.empty();
  take_commands(waiting);
  refuse_late(waiting);
  if (waiting.empty()) return false;
  std::optional<Turn> turn;
  try {
    require_clock(*time_);  // before anybody else is kept waiting for the lane
    // Where other processes write too, we have to wait for the lane. Commands that arrive during this wait join the
    // batch. Without that, the batch would hold only what had come before the wait, and the others would wait again.
    if (writer_->others_write()) turn.emplace(database_);
    if (turn) take_commands(waiting);
  } catch (const EngineError& error) {
    observer_.batch_failed(error.what());
    give_up(waiting, error);
    return true;
  }
  execute(waiting, std::move(turn));
  put_back(waiting);
  postpone_failed_timers();
  return true;
}

// Nothing was done, and trying again at once would gain nothing.
void Lane::give_up(std::span<Waiting> waiting, const EngineError& error) {
  if (waiting.front().timer) put_timers_off();  // they come before the commands
  answer_failure(waiting, outage(error));
}

// False when some were left for a later batch, and with them all that come after.
bool Lane::execute(std::span<Waiting> waiting, std::optional<Turn> turn) {
  committed_ = false;
  try {
    attempt(waiting, std::move(turn));
  } catch (const EngineError& error) {
    observer_.batch_failed(error.what());
    if (error.kind() == EngineError::Kind::outcome_unknown) return settle_outcome(waiting);
    if (!committed_ && error.kind() == EngineError::Kind::too_slow) return took_too_long(waiting, error);
    if (!committed_ && is_outage(error)) {
      give_up(waiting, error);
      return true;
    }
  } catch (const std::exception& error) {
    observer_.batch_failed(error.what());
  }
  // Whatever happened after the commit, what was committed is not run again.
  if (committed_) {
    answer(waiting.first(decided_));
    return decided_ == waiting.size();
  }
  if (waiting.size() == 1) {
    if (waiting[0].timer) failed_timers_.push_back(*waiting[0].timer);
    answer_failure(waiting, mistake());
    return true;
  }
  const auto half = waiting.size() / 2;
  return execute(waiting.first(half), std::nullopt) && execute(waiting.subspan(half), std::nullopt);
}

// Less at once may be quick enough: each comes again in a batch of its own. One that took too long alone is refused;
// two of them in a row are the database's fault, and nobody is kept waiting for more of them.
bool Lane::took_too_long(std::span<Waiting> waiting, const EngineError& error) {
  if (waiting.size() > 1) {
    for (Waiting& each : waiting) {
      if (each.timer) timers_at_most_ = 1;
      each.command.alone = true;
    }
    return false;
  }
  if (waiting[0].timer) failed_timers_.push_back(*waiting[0].timer);
  answer_failure(waiting, slow());
  if (writer_->note_slow() < 2) return true;
  const std::vector<Command> others = inbox_->lock_commands()->take_alone();
  for (const Command& each : others) each.done({tl::unexpected(outage(error)), head()});
  return true;
}

// The connection was lost while committing. Running the commands again under the lock tells: what was committed is
// remembered, and answered from there. Timers show by their rows, and are left to the next batch; of commands without a
// request id nothing is remembered.
bool Lane::settle_outcome(std::span<Waiting> waiting) {
  const auto settled_below = std::stable_partition(waiting.begin(), waiting.end(), [](const Waiting& each) {
    return !each.timer && !each.command.request_id.empty();
  });
  const auto remembered = waiting.first(static_cast<std::size_t>(settled_below - waiting.begin()));
  answer_failure(waiting.subspan(remembered.size()), unknown_outcome());
  if (remembered.empty()) return true;
  const auto until = std::chrono::steady_clock::now() + kSettlingAtMost;
  while (true) {
    try {
      committed_ = false;
      attempt(remembered, std::nullopt);
      answer(remembered.first(decided_));
      return decided_ == remembered.size();
    } catch (const EngineError& error) {
      observer_.batch_failed(error.what());
      // Slow or away, it says nothing of what was committed before.
      if (!is_outage(error) && error.kind() != EngineError::Kind::outcome_unknown &&
          error.kind() != EngineError::Kind::too_slow)
        return execute(remembered, std::nullopt);
    } catch (const std::exception& error) {
      observer_.batch_failed(error.what());
      if (!committed_) return execute(remembered, std::nullopt);
      answer(remembered.first(decided_));
      return decided_ == remembered.size();
    }
    if (std::chrono::steady_clock::now() >= until) {
      answer_failure(remembered, unknown_outcome());
      return true;
    }
    history_->settle_witness();  // nobody else would, on this thread
    std::this_thread::sleep_for(kSettlingPause);
  }
}

void Lane::answer_failure(std::span<Waiting> waiting, const Error& error) {
  for (Waiting& failed : waiting) {
    failed.is_over = true;
    failed.command.done({tl::unexpected(error), head()});
  }
}

// A timer that fails by itself must not stand in the way of those due after it, so it goes behind them.
void Lane::postpone_failed_timers() {
  if (failed_timers_.empty()) return;
  try {
    Batch batch(database_, *time_);
    batch.postpone_timers(std::exchange(failed_timers_, {}), trying_since_);
    writer_->commit(batch);
  } catch (const std::exception& error) {
    observer_.batch_failed(error.what());
    put_timers_off();
  }
}

// In an outage their rows can't be written: only when the lane looks at them next changes, so that it doesn't spin.
void Lane::put_timers_off() { known_->timer_at.set(time_->now() + kRetryTimersAfter); }

void Lane::attempt(std::span<Waiting> waiting, std::optional<Turn> turn) {
  const auto started = steady_now();
  std::vector<Command*> commands;
  commands.reserve(waiting.size());
  for (Waiting& each : waiting) {
    each.is_left = false;
    commands.push_back(&each.command);
  }
  Answers answers;
  const bool prefetches = options_.prefetch.value_or(!database_.has_free_round_trips());
  std::vector<Waiting*> open;  // those that may want more keys; a timer only once it is known to be still there
  if (prefetches)
    for (Waiting& each : waiting)
      if (!each.timer) open.push_back(&each);
  Batch batch(database_, *time_,
              {.want = [&](IdentityMap& identity_map) { collect_keys(identity_map, time_->now(), open); },
               .read =
                   [&](Sql& sql) {
                     answers.look_up(sql, commands);
                     find_gone(sql, waiting);
                   }},
              std::move(turn));
  FAILPOINT("lane.batch_begun");
  require_history(*parts_, batch);
  std::erase_if(open, [&](Waiting* each) { return answers.find(each->command).has_value(); });
  if (prefetches)
    for (Waiting& each : waiting)
      if (each.timer && !each.is_gone) open.push_back(&each);
  for (int pass = 1; pass < kCollectingMax && !open.empty(); ++pass) {
    collect_keys(batch.identity_map(), batch.now(), open);
    batch.identity_map().fetch_missing();
  }
  FAILPOINT("lane.answers_looked_up");

  decide_in_order(batch, waiting, answers);
  FAILPOINT("lane.decided");
  writer_->prune_answers(batch);

  writer_->commit(batch, answers, committed_);
  const auto took = steady_now() - started;
  note_pace(waiting.first(decided_), took);
  observer_.batch_committed(decided_, batch.event_count(), took);
}

void Lane::answer(std::span<Waiting> waiting) {
  for (Waiting& each : waiting) {
    each.is_over = true;
    each.command.done(std::move(each.answer));
  }
  FAILPOINT("lane.answered");
}

// They were found before the lane was taken: a timer that another process has run meanwhile is not run twice, nor does
// what a job has found count again that was moved, or that somebody else was quicker with.
void Lane::find_gone(Sql& sql, std::span<Waiting> waiting) const {
  std::vector<const Timer*> timers;
  std::vector<const Job*> jobs;
  for (const Waiting& each : waiting) {
    if (each.timer) timers.push_back(&*each.timer);
    if (each.command.job) jobs.push_back(&*each.command.job);
  }
  if (timers.empty() && jobs.empty()) return;
  const std::set<std::string> still_due = timers_still_due(sql, timers);
  const std::set<std::string> still_to_do = jobs_still_to_do(sql, jobs);
  for (Waiting& each : waiting)
    each.is_gone = (each.timer && !still_due.contains(each.timer->id)) ||
                   (each.command.job && !still_to_do.contains(each.command.job->id));
}

// A command is pure up to its first write, so running it against what is loaded, with its writes ignored, tells which
// keys it wants. Each pass fetches what all commands lack in one trip; the first comes with the lane. Those that were
// still collecting stay in `open`. The database is not kept waiting for long: what there is no time for is left.
void Lane::collect_keys(IdentityMap& identity_map, Instant now, std::vector<Waiting*>& open) {
  const auto until = steady_now() + options_.step_at_most;
  bool is_first = true;
  std::erase_if(open, [&](Waiting* each) {
    if (!std::exchange(is_first, false) && steady_now() >= until) each->is_left = true;
    if (each->is_left) return true;
    Transaction tx(identity_map, now, each->command.caller, each->ids, true);
    const auto response = each->command.run(tx);
    return response || !Reader::is_collecting(response.error());
  });
}

// As many as one transaction takes.
void Lane::decide_in_order(Batch& batch, std::span<Waiting> waiting, Answers& answers) {
  decided_ = 0;
  const auto until = steady_now() + options_.step_at_most;
  for (Waiting& each : waiting) {
    if (decided_ > 0 && writer_->is_full(batch, each.is_left ? steady_now() : until)) return;
    decide(batch, each, answers);
    ++decided_;
  }
}

void Lane::decide(Batch& batch, Waiting& waiting, Answers& answers) {
  const Command& command = waiting.command;
  if (waiting.is_gone) return;
  if (auto first = answers.find(command)) {
    waiting.answer = {std::move(*first), batch.head(), true};
    return;
  }
  Transaction tx(batch.identity_map(), batch.now(), command.caller, waiting.ids, false);
  if (!batch.is_confirmed()) tx.doubt_time(batch.time_left());
  auto response = command.run(tx);
  batch.count_rows(tx.row_count());
  // A timer that this build can't run stays for one that can.
  if (waiting.timer && !response && response.error().code == Code::internal)
    throw std::runtime_error(response.error().reason);
  if (!response && tx.wrote()) throw std::logic_error(command.method + " refused after its first write");
  if (response && tx.wrote()) batch.absorb(std::move(tx.effects()));
  // What was refused for the hour may be right at another one.
  if (response || batch.is_confirmed()) answers.remember(command, response);
  if (waiting.timer) batch.forget_timer(waiting.timer->id);
  if (command.job && response) batch.forget_job(command.job->id);
  waiting.answer = {std::move(response), batch.head(), false};
}

}  // namespace opora
