#include "platform/lane/event_applier.h"

#include <algorithm>
#include <new>
#include <set>
#include <utility>
#include <vector>

#include "platform/events/log/history.h"
#include "platform/faults/failpoint.h"
#include "platform/lane/apply_event.h"
#include "platform/lane/consumed.h"
#include "platform/lane/log_history.h"

namespace opora {
namespace {

// Whether an event comes after what was read before, the owner's word or its digest says so. Where somebody between has
// brought it, its digest alone does.
bool comes_after(const Consumed& read, const LogRecord& record, const std::string& history_key) {
  const bool is_known = read.position == 0 || !read.digest.empty();
  if (!is_known || record.digest.empty() || history_key.empty()) return !record.is_carried;
  return record.digest == digest_of(history_key, read.digest, record);
}

}  // namespace

EventApplier::EventApplier(const LaneParts& lane, BatchWriter& writer, Inbox& inbox, const ApplyEvent& apply)
    : lane_(lane),
      writer_(writer),
      inbox_(inbox),
      apply_(apply),
      step_(static_cast<std::size_t>(lane.options.delivery_count_max)) {}

bool EventApplier::run() {
  auto next = inbox_.take_events();
  if (!next) return false;
  const Delivery& delivery = next->delivery;
  const Result<std::size_t> reached = delivery.renamed           ? rename_position(delivery)
                                      : delivery.records.empty() ? note_nothing_there(delivery)
                                      : deliver(delivery, next->begin, step_end(delivery, next->begin));
  if (reached && *reached < delivery.records.size()) {
    next->begin = *reached;
    inbox_.put_back(std::move(*next));
    return true;
  }
  next->done(reached ? Result<void>() : tl::unexpected(reached.error()));
  FAILPOINT("consume.acknowledged");
  return true;
}

Result<std::size_t> EventApplier::rename_position(const Delivery& delivery) try {
  Batch batch(lane_.database, lane_.time);
  const Consumed from = consumed_position(batch.sql(), delivery.source);
  if (from != delivery.renamed.value().from) return 0;  // another process has moved it
  const Consumed& to = delivery.renamed->to;
  move_position(batch.sql(), delivery.source, from, to, 0, revision_of(delivery.source));
  lower_first_head(batch.sql(), delivery.source, {to.epoch, std::max(delivery.head, to.position)});
  batch.touch();
  writer_.commit(batch);
  return 0;
} catch (const EngineError& error) {
  return refuse(Code::unavailable, "STORAGE_UNAVAILABLE", error.what());
}

Result<std::size_t> EventApplier::note_nothing_there(const Delivery& delivery) try {
  Batch batch(lane_.database, lane_.time);
  if (!consumed_position(batch.sql(), delivery.source).epoch.empty()) return 0;  // another process has read some
  write_first_head(batch.sql(), delivery.source, {delivery.epoch, delivery.head});
  batch.touch();
  writer_.commit(batch);
  return 0;
} catch (const EngineError& error) {
  return refuse(Code::unavailable, "STORAGE_UNAVAILABLE", error.what());
}

std::int64_t EventApplier::revision_of(const std::string& source) const {
  return relearnt(lane_.options, source).revision;
}

void EventApplier::double_step() {
  step_ = std::min(step_ * 2, static_cast<std::size_t>(lane_.options.delivery_count_max));
}

// The end of the records from `begin` on that are little enough work for one transaction.
std::size_t EventApplier::step_end(const Delivery& delivery, std::size_t begin) const {
  const std::size_t end = std::min(delivery.records.size(), begin + step_);
  std::size_t bytes = 0;
  for (std::size_t i = begin; i < end; ++i) {
    bytes += delivery.records[i].payload.size();
    if (i > begin && bytes > lane_.options.delivery_bytes_max) return i;
  }
  return end;
}

// Applies a range. One that fails is left for another transaction of half as much, until the event that can't be
// applied stands alone; that one is parked. Returns the first that is left: commands get a turn before each try. What
// the database ended for taking long comes again one by one; that is never an event's fault, since a disk that stands
// still does the same.
Result<std::size_t> EventApplier::deliver(const Delivery& delivery, std::size_t begin, std::size_t end) {
  Error failure;
  try {
    return apply_range(delivery, begin, end);
  } catch (const EngineError& error) {
    lane_.observer.batch_failed(error.what());
    const bool is_slow = error.kind() == EngineError::Kind::too_slow;
    if (is_slow) step_ = 1;
    if (is_slow && end - begin > 1) return begin;
    if (is_trouble(error)) return refuse(Code::unavailable, "STORAGE_UNAVAILABLE", error.what());
    failure = {Code::internal, "EVENT_BREAKS_CONSTRAINT", error.what()};
  } catch (const std::bad_alloc&) {
    return refuse(Code::unavailable, "OUT_OF_MEMORY", "There is no memory to apply events with now.");
  } catch (const EventRefused& refused) {
    lane_.observer.batch_failed(refused.what());
    failure = refused.error();
  } catch (const std::exception& error) {
    lane_.observer.batch_failed(error.what());
    failure = {Code::internal, "EVENT_FAILED", error.what()};
  }
  if (end - begin == 1) {
    try {
      park(delivery, delivery.records[begin], failure);
      return end;
    } catch (const EngineError& error) {
      return refuse(Code::unavailable, "STORAGE_UNAVAILABLE", error.what());
    }
  }
  step_ = (end - begin) / 2;
  return begin;
}

Result<std::size_t> EventApplier::apply_range(const Delivery& delivery, std::size_t begin, std::size_t end) {
  if (delivery.is_learnt_again) return learn_range(delivery, begin, end);
  Batch batch(lane_.database, lane_.time);
  FAILPOINT("consume.begun");
  require_history(lane_, batch);
  register_source(batch.sql(), delivery.source, {delivery.epoch, delivery.head}, revision_of(delivery.source));
  const Consumed from = consumed_position(batch.sql(), delivery.source);
  if (from.epoch != delivery.epoch)
    return refuse(Code::conflict, "EPOCH_CHANGED",
                  "The log of " + delivery.source + " was restored: rebuild what was read from it.");

  std::set<std::string> held = held_keys(batch.sql(), delivery.source);
  std::vector<Parked> unknown;
  Consumed to{delivery.epoch, from.position, from.digest};
  bool differs = false;
  std::int64_t applied_count = 0;
  std::size_t seen_count = 0;
  const auto until = lane_.steady_now() + lane_.options.step_at_most;
  for (std::size_t i = begin; i < end; ++i) {
    const LogRecord& record = delivery.records[i];
    if (seen_count > 0 && writer_.is_full(batch, until)) {
      end = i;
      break;
    }
    if (record.position <= to.position) continue;
    if (record.position > to.position + 1) break;
    if (record.position == to.position + 1 && !comes_after(to, record, delivery.history_key)) {
      differs = true;
      break;
    }
    if (held.contains(record.key)) {
      write_parked(batch.sql(), delivery.source, record,
                   {Code::conflict, kBehindParked, "An earlier event of its key is parked."});
    } else if (const auto applied = apply_event(apply_, batch, delivery.source, record)) {
      ++applied_count;
    } else if (const Error& failure = applied.error(); failure.reason == kUnknownEventType) {
      write_parked(batch.sql(), delivery.source, record, failure);
      held.insert(record.key);
      unknown.push_back({delivery.source, record, failure.reason, failure.message});
    } else {
      throw EventRefused(failure);
    }
    if (record.position > to.position) to = {delivery.epoch, record.position, record.digest};
    ++seen_count;
  }
  if (seen_count > 0) {
    batch.touch();
    batch.identity_map().save_changed();
    FAILPOINT("consume.applied");
    move_position(batch.sql(), delivery.source, from, to, applied_count, revision_of(delivery.source));
    FAILPOINT("consume.position_written");
    writer_.commit(batch);
    FAILPOINT("consume.committed");
    double_step();
    lane_.observer.delivered(delivery.source, to.position, seen_count);
    for (const Parked& each : unknown) lane_.observer.parked(each);
  }
  if (differs)
    return refuse(Code::conflict, "HISTORY_DIFFERS",
                  "What comes next does not follow on what was read of " + delivery.source + " before.");
  if (delivery.records[end - 1].position > to.position)
    return refuse(Code::conflict, "EVENT_GAP", "Events before these are missing.");
  return end;
}

void EventApplier::park(const Delivery& delivery, const LogRecord& record, const Error& error) {
  if (delivery.is_learnt_again) return park_again(delivery, record, error);
  const std::string& source = delivery.source;
  Batch batch(lane_.database, lane_.time);
  require_history(lane_, batch);
  register_source(batch.sql(), source, {delivery.epoch, delivery.head}, revision_of(source));
  const Consumed from = consumed_position(batch.sql(), source);
  if (record.position != from.position + 1 || from.epoch != delivery.epoch) return;  // known already
  if (!comes_after(from, record, delivery.history_key)) return;  // another process has read something else
  write_parked(batch.sql(), source, record, error);
  move_position(batch.sql(), source, from, {delivery.epoch, record.position, record.digest}, 0, revision_of(source));
  batch.touch();
  writer_.commit(batch);
  lane_.observer.parked({source, record, error.reason, error.message});
}

}  // namespace opora
