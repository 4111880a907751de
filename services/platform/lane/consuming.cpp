// How events of other services take effect: once each, in their source's order, with the position moved in the effect's
// own transaction and only from the expected value. What can't be applied is parked, and its key's later events behind
// it.
#include <algorithm>
#include <new>

#include "platform/events/log/history.h"
#include "platform/faults/failpoint.h"
#include "platform/lane/batch_writer.h"
#include "platform/lane/consumed.h"
#include "platform/lane/inbox.h"
#include "platform/lane/lane.h"
#include "platform/lane/lane_parts.h"
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

IdMaker ids_of(const std::string& source, const LogRecord& record) {
  return {[&source, &record](std::size_t n) {
    return uuid_derived(record.time, source + ":" + std::to_string(record.position) + ":" + std::to_string(n));
  }};
}

}  // namespace

Consumed Lane::consumed(const std::string& source) { return consumed_position(database_.read()->sql(), source); }

void Lane::note_stopped(const std::string& source, const std::string& reason) {
  transact([&](Sql& sql) { write_stopped(sql, source, reason); });
}

bool Lane::is_noted_stopped(const std::string& source) {
  return opora::is_noted_stopped(database_.read()->sql(), source);
}

bool Lane::has_read_all_at_first(const std::string& source) {
  return opora::has_read_all_at_first(database_.read()->sql(), source);
}

std::int64_t Lane::first_head(const std::string& source) {
  return opora::first_head(database_.read()->sql(), source).value_or(0);
}

bool Lane::run_delivery() {
  auto next = inbox_->take_events();
  if (!next) return false;
  const Delivery& delivery = next->delivery;
  const Result<std::size_t> reached = delivery.renamed           ? rename_position(delivery)
                                      : delivery.records.empty() ? note_nothing_there(delivery)
                                      : deliver(delivery, next->begin, step_end(delivery, next->begin));
  if (reached && *reached < delivery.records.size()) {
    next->begin = *reached;
    inbox_->put_back(std::move(*next));
    return true;
  }
  next->done(reached ? Result<void>() : tl::unexpected(reached.error()));
  FAILPOINT("consume.acknowledged");
  return true;
}

Result<std::size_t> Lane::rename_position(const Delivery& delivery) try {
  Batch batch(database_, *time_);
  const Consumed from = consumed_position(batch.sql(), delivery.source);
  if (from != delivery.renamed.value().from) return 0;  // another process has moved it
  const Consumed& to = delivery.renamed->to;
  move_position(batch.sql(), delivery.source, from, to, 0, relearnt(delivery.source).revision);
  lower_first_head(batch.sql(), delivery.source, {to.epoch, std::max(delivery.head, to.position)});
  batch.touch();
  writer_->commit(batch);
  return 0;
} catch (const EngineError& error) {
  return refuse(Code::unavailable, "STORAGE_UNAVAILABLE", error.what());
}

Result<std::size_t> Lane::note_nothing_there(const Delivery& delivery) try {
  Batch batch(database_, *time_);
  if (!consumed_position(batch.sql(), delivery.source).epoch.empty()) return 0;  // another process has read some
  write_first_head(batch.sql(), delivery.source, {delivery.epoch, delivery.head});
  batch.touch();
  writer_->commit(batch);
  return 0;
} catch (const EngineError& error) {
  return refuse(Code::unavailable, "STORAGE_UNAVAILABLE", error.what());
}

// The end of the records from `begin` on that are little enough work for one transaction.
std::size_t Lane::step_end(const Delivery& delivery, std::size_t begin) const {
  const std::size_t end = std::min(delivery.records.size(), begin + delivery_step_);
  std::size_t bytes = 0;
  for (std::size_t i = begin; i < end; ++i) {
    bytes += delivery.records[i].payload.size();
    if (i > begin && bytes > options_.delivery_bytes_max) return i;
  }
  return end;
}

// Applies a range. One that fails is left for another transaction of half as much, until the event that can't be
// applied stands alone; that one is parked. Returns the first that is left: commands get a turn before each try. What
// the database ended for taking long comes again one by one; that is never an event's fault, since a disk that stands
// still does the same.
Result<std::size_t> Lane::deliver(const Delivery& delivery, std::size_t begin, std::size_t end) {
  try {
    return apply_range(delivery, begin, end);
  } catch (const EngineError& error) {
    observer_.batch_failed(error.what());
    const bool is_slow = error.kind() == EngineError::Kind::too_slow;
    if (is_slow) delivery_step_ = 1;
    if (is_slow && end - begin > 1) return begin;
    if (is_trouble(error)) return refuse(Code::unavailable, "STORAGE_UNAVAILABLE", error.what());
    last_failure_ = {Code::internal, "EVENT_BREAKS_CONSTRAINT", error.what()};
  } catch (const std::bad_alloc&) {
    return refuse(Code::unavailable, "OUT_OF_MEMORY", "There is no memory to apply events with now.");
  } catch (const std::exception& error) {
    observer_.batch_failed(error.what());
    if (last_failure_.reason.empty()) last_failure_ = {Code::internal, "EVENT_FAILED", error.what()};
  }
  const Error failure = std::exchange(last_failure_, {});
  if (end - begin == 1) {
    try {
      park(delivery, delivery.records[begin], failure);
      return end;
    } catch (const EngineError& error) {
      return refuse(Code::unavailable, "STORAGE_UNAVAILABLE", error.what());
    }
  }
  delivery_step_ = (end - begin) / 2;
  return begin;
}

Result<std::size_t> Lane::apply_range(const Delivery& delivery, std::size_t begin, std::size_t end) {
  if (delivery.is_learnt_again) return learn_range(delivery, begin, end);
  Batch batch(database_, *time_);
  FAILPOINT("consume.begun");
  require_history(*parts_, batch);
  register_source(batch.sql(), delivery.source, {delivery.epoch, delivery.head}, relearnt(delivery.source).revision);
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
  const auto until = steady_now() + options_.step_at_most;
  for (std::size_t i = begin; i < end; ++i) {
    const LogRecord& record = delivery.records[i];
    if (seen_count > 0 && writer_->is_full(batch, until)) {
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
    } else if (apply_one(batch, delivery.source, record)) {
      ++applied_count;
    } else if (last_failure_.reason == kUnknownEventType) {
      const Error failure = std::exchange(last_failure_, {});
      write_parked(batch.sql(), delivery.source, record, failure);
      held.insert(record.key);
      unknown.push_back({delivery.source, record, failure.reason, failure.message});
    } else {
      throw std::runtime_error(last_failure_.reason);
    }
    if (record.position > to.position) to = {delivery.epoch, record.position, record.digest};
    ++seen_count;
  }
  if (seen_count > 0) {
    batch.touch();
    batch.identity_map().save_changed();
    FAILPOINT("consume.applied");
    move_position(batch.sql(), delivery.source, from, to, applied_count, relearnt(delivery.source).revision);
    FAILPOINT("consume.position_written");
    writer_->commit(batch);
    FAILPOINT("consume.committed");
    delivery_step_ = std::min(delivery_step_ * 2, static_cast<std::size_t>(options_.delivery_count_max));
    observer_.delivered(delivery.source, to.position, seen_count);
    for (const Parked& each : unknown) observer_.parked(each);
  }
  if (differs)
    return refuse(Code::conflict, "HISTORY_DIFFERS",
                  "What comes next does not follow on what was read of " + delivery.source + " before.");
  if (delivery.records[end - 1].position > to.position)
    return refuse(Code::conflict, "EVENT_GAP", "Events before these are missing.");
  return end;
}

bool Lane::apply_one(Batch& batch, const std::string& source, const LogRecord& record) {
  static const std::string nobody;
  IdMaker ids = ids_of(source, record);
  Transaction tx(batch.identity_map(), record.time, nobody, ids, false);
  if (const auto applied = apply_(tx, source, record); !applied) {
    last_failure_ = applied.error();
    return false;
  }
  batch.count_rows(tx.row_count());
  batch.absorb(std::move(tx.effects()));
  return true;
}

void Lane::park(const Delivery& delivery, const LogRecord& record, const Error& error) {
  if (delivery.is_learnt_again) return park_again(delivery, record, error);
  const std::string& source = delivery.source;
  Batch batch(database_, *time_);
  require_history(*parts_, batch);
  register_source(batch.sql(), source, {delivery.epoch, delivery.head}, relearnt(source).revision);
  const Consumed from = consumed_position(batch.sql(), source);
  if (record.position != from.position + 1 || from.epoch != delivery.epoch) return;  // known already
  if (!comes_after(from, record, delivery.history_key)) return;  // another process has read something else
  write_parked(batch.sql(), source, record, error);
  move_position(batch.sql(), source, from, {delivery.epoch, record.position, record.digest}, 0,
                relearnt(source).revision);
  batch.touch();
  writer_->commit(batch);
  observer_.parked({source, record, error.reason, error.message});
}

}  // namespace opora
