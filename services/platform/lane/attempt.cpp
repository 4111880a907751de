#include "platform/lane/attempt.h"

#include <set>
#include <stdexcept>
#include <utility>

#include "platform/faults/failpoint.h"
#include "platform/lane/jobs.h"
#include "platform/lane/log_history.h"
#include "platform/lane/timers.h"

namespace opora {
namespace {

constexpr int kCollectingMax = 4; // passes that only collect keys; what is missing then is loaded one by one

void decide(Batch& batch, Waiting& waiting, Answers& answers) {
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

}  // namespace

void Attempt::run(std::optional<Turn> turn) {
  const auto started = lane_.steady_now();
  std::vector<Command*> commands;
  commands.reserve(waiting_.size());
  for (Waiting& each : waiting_) {
    each.is_left = false;
    commands.push_back(&each.command);
  }
  Answers answers;
  const bool prefetches = lane_.options.prefetch.value_or(!lane_.database.has_free_round_trips());
  std::vector<Waiting*> open;  // those that may want more keys; a timer only once it is known to be still there
  if (prefetches)
    for (Waiting& each : waiting_)
      if (!each.timer) open.push_back(&each);
  Batch batch(lane_.database, lane_.time,
              {.want = [&](IdentityMap& identity_map) { collect_keys(identity_map, lane_.time.now(), open); },
               .read =
                   [&](Sql& sql) {
                     answers.look_up(sql, commands);
                     find_gone(sql);
                   }},
              std::move(turn));
  FAILPOINT("lane.batch_begun");
  require_history(lane_, batch);
  std::erase_if(open, [&](Waiting* each) { return answers.find(each->command).has_value(); });
  if (prefetches)
    for (Waiting& each : waiting_)
      if (each.timer && !each.is_gone) open.push_back(&each);
  for (int pass = 1; pass < kCollectingMax && !open.empty(); ++pass) {
    collect_keys(batch.identity_map(), batch.now(), open);
    batch.identity_map().fetch_missing();
  }
  FAILPOINT("lane.answers_looked_up");

  decide_in_order(batch, answers);
  FAILPOINT("lane.decided");
  writer_.prune_answers(batch);

  writer_.commit(batch, answers, is_committed_);
  took_ = lane_.steady_now() - started;
  event_count_ = batch.event_count();
}

std::span<Waiting> Attempt::decided() const { return waiting_.first(decided_count_); }

// They were found before the lane was taken: a timer that another process has run meanwhile is not run twice, nor does
// what a job has found count again that was moved, or that somebody else was quicker with.
void Attempt::find_gone(Sql& sql) const {
  std::vector<const Timer*> timers;
  std::vector<const Job*> jobs;
  for (const Waiting& each : waiting_) {
    if (each.timer) timers.push_back(&*each.timer);
    if (each.command.job) jobs.push_back(&*each.command.job);
  }
  if (timers.empty() && jobs.empty()) return;
  const std::set<std::string> still_due = timers_still_due(sql, timers);
  const std::set<std::string> still_to_do = jobs_still_to_do(sql, jobs);
  for (Waiting& each : waiting_)
    each.is_gone = (each.timer && !still_due.contains(each.timer->id)) ||
                   (each.command.job && !still_to_do.contains(each.command.job->id));
}

// A command is pure up to its first write, so running it against what is loaded, with its writes ignored, tells which
// keys it wants. Each pass fetches what all commands lack in one trip; the first comes with the lane. Those that were
// still collecting stay in `open`. The database is not kept waiting for long: what there is no time for is left.
void Attempt::collect_keys(IdentityMap& identity_map, Instant now, std::vector<Waiting*>& open) const {
  const auto until = lane_.steady_now() + lane_.options.step_at_most;
  bool is_first = true;
  std::erase_if(open, [&](Waiting* each) {
    if (!std::exchange(is_first, false) && lane_.steady_now() >= until) each->is_left = true;
    if (each->is_left) return true;
    Transaction tx(identity_map, now, each->command.caller, each->ids, true);
    const auto response = each->command.run(tx);
    return response || !Reader::is_collecting(response.error());
  });
}

// As many as one transaction takes.
void Attempt::decide_in_order(Batch& batch, Answers& answers) {
  const auto until = lane_.steady_now() + lane_.options.step_at_most;
  for (Waiting& each : waiting_) {
    if (decided_count_ > 0 && writer_.is_full(batch, each.is_left ? lane_.steady_now() : until)) return;
    decide(batch, each, answers);
    ++decided_count_;
  }
}

}  // namespace opora
