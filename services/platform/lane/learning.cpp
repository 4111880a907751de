// EventApplier's: events that an older build has applied, of which this one makes more, are told to its consumers once
// more, in the log's order, beside new ones. Each comes out alike whether it was heard once or twice. Of those that are
// parked nothing is done here, since a retry applies them; one that can't be applied again is parked.
#include <algorithm>
#include <map>
#include <set>

#include "platform/lane/apply_event.h"
#include "platform/lane/consumed.h"
#include "platform/lane/event_applier.h"
#include "platform/lane/log_history.h"

namespace opora {

// Returns the first that is left for another transaction.
Result<std::size_t> EventApplier::learn_range(const Delivery& delivery, std::size_t begin, std::size_t end) {
  const std::string& source = delivery.source;
  const Relearnt& again = relearnt(lane_.options, source);
  Batch batch(lane_.database, lane_.time);
  require_history(lane_, batch);
  const Learnt from = learnt_by(batch.sql(), source, again.revision);
  const std::int64_t until = std::min(from.consumed, delivery.records[end - 1].position);
  const std::size_t nothing_left = delivery.records.size();
  // Another process has learnt it, or the log is another one by now.
  if (from.epoch != delivery.epoch || delivery.records[begin].position != from.position + 1) return nothing_left;

  const std::set<std::int64_t> done_elsewhere = put_by(batch.sql(), source, from.position, until);
  std::map<std::string, std::int64_t> held = held_from(batch.sql(), source);
  std::int64_t to = from.position, parked_count = 0;
  const auto in_time = lane_.steady_now() + lane_.options.step_at_most;
  for (std::size_t i = begin; i < end && delivery.records[i].position == to + 1 && to < until; ++i) {
    const LogRecord& record = delivery.records[i];
    if (i > begin && writer_.is_full(batch, in_time)) break;
    to = record.position;
    if (!again.types.contains(record.type) || done_elsewhere.contains(record.position)) continue;
    if (const auto first = held.find(record.key); first != held.end() && first->second < record.position) {
      write_parked(batch.sql(), source, record,
                   {Code::conflict, kBehindParked, "An earlier event of its key is parked."});
      ++parked_count;
    } else if (const auto applied = apply_event(apply_, batch, source, record); !applied) {
      throw EventRefused(applied.error());
    }
  }
  batch.touch();
  batch.identity_map().save_changed();
  move_learnt(batch.sql(), source, from, to, again.revision, parked_count);
  writer_.commit(batch);
  double_step();
  return to < until ? begin + static_cast<std::size_t>(to - from.position) : std::max(end, begin + 1);
}

void EventApplier::park_again(const Delivery& delivery, const LogRecord& record, const Error& error) {
  const std::int64_t revision = revision_of(delivery.source);
  Batch batch(lane_.database, lane_.time);
  require_history(lane_, batch);
  const Learnt from = learnt_by(batch.sql(), delivery.source, revision);
  if (record.position != from.position + 1 || from.epoch != delivery.epoch) return;  // known already
  write_parked(batch.sql(), delivery.source, record, error);
  move_learnt(batch.sql(), delivery.source, from, record.position, revision, 1);
  batch.touch();
  writer_.commit(batch);
  lane_.observer.parked({delivery.source, record, error.reason, error.message});
}

}  // namespace opora
