// How events of other services take effect: once each, in their source's order, with the position moved in the effect's
// own transaction and only from the expected value. What can't be applied is parked, and its key's later events behind
// it.
#include <algorithm>
#include <new>
#include <set>

#include "platform/lane/batch.h"
#include "platform/lane/waiting.h"
#include "platform/testing/failpoint.h"

namespace opora {
namespace {

const Statement kConsumed{"SELECT epoch, position FROM consumed WHERE source = :source"};
const Statement kFirstSight{
    "INSERT INTO consumed (source, epoch, position, applied_count) VALUES (:source, :epoch, 0, 0) "
    "ON CONFLICT (source) DO NOTHING"};
const Statement kMove{
    "UPDATE consumed SET position = :position, applied_count = applied_count + :applied "
    "WHERE source = :source AND epoch = :epoch AND position = :expected"};
const Statement kHeldKeys{"SELECT DISTINCT key FROM parked WHERE source = :source"};
const Statement kPark{
    "INSERT INTO parked (source, position, time, type, key, payload, reason, message) "
    "VALUES (:source, :position, :time, :type, :key, :payload, :reason, :message)"};
const Statement kUnpark{"DELETE FROM parked WHERE source = :source AND position = :position"};
const Statement kListParked{
    "SELECT source, position, time, type, key, payload, reason, message FROM parked ORDER BY source, position LIMIT "
    ":limit"};
const Statement kSkip{"INSERT INTO skipped (source, position, skipped_at) VALUES (:source, :position, :now)"};
const Statement kSetReason{
    "UPDATE parked SET reason = :reason, message = :message WHERE source = :source AND position = :position"};

constexpr const char* kBehind = "BEHIND_PARKED";
constexpr int kParkedMax = 1'000'000;  // how many a retry looks at

std::set<std::string> held_keys(Sql& sql, const std::string& source) {
  std::set<std::string> keys;
  for (const Row& row : sql.query(kHeldKeys, {{"source", source}})) keys.insert(row.text(0));
  return keys;
}

void write_parked(Sql& sql, const std::string& source, const LogRecord& record, const Error& error) {
  sql.execute(kPark, {{"source", source},
                      {"position", record.position},
                      {"time", record.time},
                      {"type", record.type},
                      {"key", record.key},
                      {"payload", Blob{record.payload}},
                      {"reason", error.reason},
                      {"message", error.message}});
}

// Moves the position, from where this transaction found it and from nowhere else: a zombie's write changes no row.
void move_position(Sql& sql, const std::string& source, const Consumed& from, std::int64_t to,
                   std::int64_t applied_count) {
  if (PLANTED("position_not_moved")) return;
  const auto moved = sql.execute(kMove, {{"position", to},
                                         {"applied", applied_count},
                                         {"source", source},
                                         {"epoch", from.epoch},
                                         {"expected", from.position}});
  if (moved != 1)
    throw EngineError(EngineError::Kind::busy, "the position of " + source + " was moved by somebody else");
}

Consumed consumed_position(Sql& sql, const std::string& source) {
  const Rows rows = sql.query(kConsumed, {{"source", source}});
  return rows.empty() ? Consumed{} : Consumed{rows[0].text(0), rows[0].integer(1)};
}

bool is_trouble(const EngineError& error) {
  return error.kind() != EngineError::Kind::constraint && error.kind() != EngineError::Kind::other;
}

IdMaker ids_of(const std::string& source, const LogRecord& record) {
  return {[&source, &record](std::size_t n) {
    return uuid_derived(record.time, source + ":" + std::to_string(record.position) + ":" + std::to_string(n));
  }};
}

}  // namespace

Consumed Lane::consumed(const std::string& source) { return consumed_position(database_.read()->sql(), source); }

bool Lane::run_delivery() {
  WaitingEvents next;
  {
    const std::lock_guard lock(mutex_);
    if (deliveries_.empty()) return false;
    next = std::move(deliveries_.front());
    deliveries_.pop_front();
  }
  Result<void> result;
  const std::size_t count = next.delivery.records.size();
  const auto step = static_cast<std::size_t>(options_.delivery_count_max);
  for (std::size_t begin = 0; begin < count && result; begin += step)
    result = deliver(next.delivery, begin, std::min(count, begin + step));
  next.done(std::move(result));
  FAILPOINT("consume.acknowledged");
  return true;
}

// Applies a range, halving it when it fails until the event that can't be applied stands alone; that one is parked.
Result<void> Lane::deliver(const Delivery& delivery, std::size_t begin, std::size_t end) {
  try {
    return apply_range(delivery, begin, end);
  } catch (const EngineError& error) {
    observer_.batch_failed(error.what());
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
      park(delivery.source, delivery.epoch, delivery.records[begin], failure);
      return {};
    } catch (const EngineError& error) {
      return refuse(Code::unavailable, "STORAGE_UNAVAILABLE", error.what());
    }
  }
  const std::size_t middle = begin + (end - begin) / 2;
  TRY_DO(deliver(delivery, begin, middle));
  return deliver(delivery, middle, end);
}

Result<void> Lane::apply_range(const Delivery& delivery, std::size_t begin, std::size_t end) {
  Batch batch(database_, clock_.now());
  FAILPOINT("consume.begun");
  batch.sql().execute(kFirstSight, {{"source", delivery.source}, {"epoch", delivery.epoch}});
  const Consumed from = consumed_position(batch.sql(), delivery.source);
  if (from.epoch != delivery.epoch)
    return refuse(Code::conflict, "EPOCH_CHANGED",
                  "The log of " + delivery.source + " was restored: rebuild what was read from it.");

  const std::set<std::string> held = held_keys(batch.sql(), delivery.source);
  std::int64_t position = from.position;
  std::int64_t applied_count = 0;
  std::size_t seen_count = 0;
  for (const LogRecord& record : std::span(delivery.records).subspan(begin, end - begin)) {
    if (record.position <= position && !PLANTED("no_position_check")) continue;
    if (record.position > position + 1 && !PLANTED("gap_not_noticed")) break;
    if (held.contains(record.key) && !PLANTED("parked_key_not_held")) {
      write_parked(batch.sql(), delivery.source, record,
                   {Code::conflict, kBehind, "An earlier event of its key is parked."});
    } else {
      if (!apply_one(batch, delivery.source, record)) throw std::runtime_error(last_failure_.reason);
      ++applied_count;
    }
    position = std::max(position, record.position);
    ++seen_count;
  }
  if (seen_count > 0) {
    batch.touch();
    batch.working().save_changed();
    FAILPOINT("consume.applied");
    move_position(batch.sql(), delivery.source, from, position, applied_count);
    FAILPOINT("consume.position_written");
    commit(batch, nullptr);
    FAILPOINT("consume.committed");
    observer_.delivered(delivery.source, position, seen_count);
  }
  if (delivery.records[end - 1].position > position)
    return refuse(Code::conflict, "EVENT_GAP", "Events before these are missing.");
  return {};
}

bool Lane::apply_one(Batch& batch, const std::string& source, const LogRecord& record) {
  static const std::string nobody;
  IdMaker ids = ids_of(source, record);
  Transaction tx(batch.working(), record.time, nobody, ids, false);
  if (const auto applied = apply_(tx, source, record); !applied) {
    last_failure_ = applied.error();
    return false;
  }
  batch.absorb(std::move(tx.effects()));
  return true;
}

void Lane::park(const std::string& source, const std::string& epoch, const LogRecord& record, const Error& error) {
  Batch batch(database_, clock_.now());
  batch.sql().execute(kFirstSight, {{"source", source}, {"epoch", epoch}});
  const Consumed from = consumed_position(batch.sql(), source);
  if (record.position != from.position + 1) return;  // known already
  write_parked(batch.sql(), source, record, error);
  move_position(batch.sql(), source, from, record.position, 0);
  batch.touch();
  commit(batch, nullptr);
  observer_.parked({source, record, error.reason, error.message});
}

std::vector<Parked> Lane::parked(int limit) {
  std::vector<Parked> all;
  for (const Row& row : database_.read()->sql().query(kListParked, {{"limit", limit}}))
    all.push_back({row.text(0),
                   {row.integer(1), row.instant(2), row.text(3), row.text(4), row.bytes(5)},
                   row.text(6),
                   row.text(7)});
  return all;
}

Lane::Retried Lane::retry_parked(const std::string& source, const std::string& key, const std::string& reason) {
  Retried result;
  std::set<std::pair<std::string, std::string>> stopped;  // (source, key) that failed again, or was not asked for
  for (const Parked& each : parked(kParkedMax)) {
    const std::pair of{each.source, each.record.key};
    const bool first_of_key = each.reason != kBehind;
    const bool asked = (source.empty() || each.source == source) && (key.empty() || each.record.key == key) &&
                       (reason.empty() || !first_of_key || each.reason == reason);
    if (!asked) stopped.insert(of);
    if (stopped.contains(of) || !retry_one(each)) {
      stopped.insert(of);
      ++result.parked_count;
    } else {
      ++result.applied_count;
    }
  }
  return result;
}

bool Lane::retry_one(const Parked& parked) {
  try {
    Batch batch(database_, clock_.now());
    if (apply_one(batch, parked.source, parked.record)) {
      const Consumed from = consumed_position(batch.sql(), parked.source);
      batch.sql().execute(kUnpark, {{"source", parked.source}, {"position", parked.record.position}});
      move_position(batch.sql(), parked.source, from, from.position, 1);
      batch.touch();
      commit(batch, nullptr);
      return true;
    }
  } catch (const EngineError& error) {
    // Trouble is not the event's fault: it stays parked for the reason it has.
    if (is_trouble(error)) return false;
    last_failure_ = {Code::internal, "EVENT_BREAKS_CONSTRAINT", error.what()};
  } catch (const std::exception& error) {
    last_failure_ = {Code::internal, "EVENT_FAILED", error.what()};
  }
  const Error failure = std::exchange(last_failure_, {});
  Batch batch(database_, clock_.now());
  batch.sql().execute(kSetReason, {{"reason", failure.reason},
                                   {"message", failure.message},
                                   {"source", parked.source},
                                   {"position", parked.record.position}});
  batch.touch();
  commit(batch, nullptr);
  return false;
}

bool Lane::skip_parked(const std::string& source, std::int64_t position) {
  Batch batch(database_, clock_.now());
  if (batch.sql().execute(kUnpark, {{"source", source}, {"position", position}}) == 0) return false;
  batch.sql().execute(kSkip, {{"source", source}, {"position", position}, {"now", batch.now()}});
  batch.touch();
  commit(batch, nullptr);
  return true;
}

}  // namespace opora
