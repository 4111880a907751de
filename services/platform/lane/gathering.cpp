// CommandRun's: which of the waiting commands make the next batch. As many as are little work together, so that nobody
// who comes in between waits for long. See docs/adr/0023.
#include <algorithm>

#include "platform/lane/command_run.h"

namespace opora {

// As many as a batch still takes.
void CommandRun::take_commands(std::vector<Waiting>& waiting) {
  auto queue = inbox_.lock_commands();
  std::size_t work = 0;
  for (const Waiting& each : waiting) work += work_of(each.command);
  waiting.reserve(std::min(static_cast<std::size_t>(lane_.options.batch_count_max), waiting.size() + queue->count()));
  while (const Command* next = queue->next()) {
    if (!may_join(waiting, work, *next)) return;
    work += work_of(*next);
    waiting.push_back(
        {queue->take_next(), std::nullopt, {[this](std::size_t) { return lane_.ids.next(lane_.time.now()); }}});
  }
}

// A large command does not join small ones: they are soon done, and need not wait for it.
bool CommandRun::may_join(std::span<const Waiting> batch, std::size_t work, const Command& next) const {
  if (batch.empty()) return true;
  if (next.alone || batch.back().command.alone) return false;
  if (batch.front().timer && timers_.are_tried_alone()) return false;  // they are tried alone as well
  const auto most = static_cast<std::size_t>(lane_.options.batch_count_max);
  if (batch.size() >= most) return false;
  if (work + work_of(next) <= most && (!is_large(next) || is_large(batch.front().command))) return true;
  lane_.observer.batch_cut(BatchBound::bytes);
  return false;
}

// What the batch had no room for, in front of what came since; timers are found by their rows. What filled a whole
// batch by itself, small as it looked, has had a whole batch's turn.
void CommandRun::put_back(std::span<Waiting> waiting) {
  const auto over_count =
      static_cast<std::size_t>(std::count_if(waiting.begin(), waiting.end(), [](auto& each) { return each.is_over; }));
  if (over_count == waiting.size()) return;
  auto queue = inbox_.lock_commands();
  std::for_each(waiting.rbegin(), waiting.rend(), [&](Waiting& each) {
    if (!each.is_over && !each.timer) queue->put_back(std::move(each.command));
  });
  for (const Waiting& each : waiting)
    if (each.is_over && !each.timer)
      queue->charge(each.command, static_cast<std::size_t>(lane_.options.batch_count_max) / over_count);
}

void CommandRun::note_pace(std::span<const Waiting> done, std::chrono::nanoseconds took) {
  if (done.empty()) return;
  std::size_t work = 0;
  for (const Waiting& each : done) work += work_of(each.command);
  inbox_.note_pace(took.count() / static_cast<std::int64_t>(work));
  if (done.front().timer) timers_.note_committed();
}

}  // namespace opora
