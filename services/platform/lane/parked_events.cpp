#include "platform/lane/parked_events.h"

#include <algorithm>
#include <map>
#include <new>
#include <set>

#include "platform/lane/apply_event.h"
#include "platform/lane/consumed.h"
#include "platform/lane/log_history.h"

namespace opora {
namespace {

constexpr int kRetriedAtOnce = 256;  // at most, of any size; as many are given up where the database stands still
constexpr int kSlowInARowMax = 2;  // events that took too long alone: it is the database then

bool is_asked_for(const EventRetry& retry, const Parked& parked) {
  // One that was never tried goes the way of what it waited for.
  return retry.reason.empty() || parked.reason == retry.reason || parked.reason == kBehindParked ||
         parked.reason == kNotTriedSince;
}

bool is_stopped(const EventRetry& retry, const Parked& parked) {
  return retry.stopped.contains({parked.source, parked.record.key});
}

void stop_key(EventRetry& retry, const Parked& parked) { retry.stopped.emplace(parked.source, parked.record.key); }

}  // namespace

bool ParkedEvents::retry(EventRetry& retry) {
  // Those that are left of a piece that took too long are given up once two in a row take too long alone; whether the
  // database still does, the next piece shows.
  const bool is_given_up = retry.alone_count > 0 && retry.slow_in_a_row >= kSlowInARowMax;
  const bool is_alone = retry.alone_count > 0 && !is_given_up;
  const int at_once = is_alone ? 1 : is_given_up ? static_cast<int>(retry.alone_count)
                                                 : std::min(lane_.options.delivery_count_max, kRetriedAtOnce);
  const std::vector<Parked> piece = parked_next(lane_.database.read()->sql(), retry, at_once);
  if (piece.empty()) return false;
  for (const Parked& each : piece)
    if (!is_asked_for(retry, each)) stop_key(retry, each);
  const std::int64_t applied_before = retry.so_far.applied_count;
  Failures failures;
  const std::size_t reached = is_given_up
                                  ? stop_for_trouble(piece, retry, "the database takes too long for each of them")
                                  : retry_range(piece, retry, failures);
  note_failures(failures);
  if (reached == 0) return true;
  if (is_given_up) retry.slow_in_a_row = 0;
  if (is_given_up || is_alone) retry.alone_count -= std::min(retry.alone_count, reached);
  retry.after_source = piece[reached - 1].source;
  retry.after_position = piece[reached - 1].record.position;
  retry.so_far.parked_count += static_cast<std::int64_t>(reached) - (retry.so_far.applied_count - applied_before);
  return true;
}

// Applies a range, halving it when it fails until the event that still can't be applied stands alone; its key stops.
// Returns how many have been dealt with; the others are left for another turn. What the database ended for taking long
// comes again one by one, since each by itself may be quick enough, unless it is the database that stands still.
std::size_t ParkedEvents::retry_range(std::span<const Parked> range, EventRetry& retry, Failures& failures) {
  Error failure;
  try {
    const std::size_t reached = apply_range(range, retry);
    retry.slow_in_a_row = 0;
    return reached;
  } catch (const EngineError& error) {
    const bool is_slow = error.kind() == EngineError::Kind::too_slow;
    if (is_slow && range.size() > 1) {
      lane_.observer.batch_failed(error.what());
      retry.alone_count = range.size();
      return 0;
    }
    if (is_slow) ++retry.slow_in_a_row;
    if (is_trouble(error)) return stop_for_trouble(range, retry, error.what());
    failure = {Code::internal, "EVENT_BREAKS_CONSTRAINT", error.what()};
  } catch (const std::bad_alloc& error) {
    return stop_for_trouble(range, retry, error.what());
  } catch (const EventRefused& refused) {
    failure = refused.error();
  } catch (const std::exception& error) {
    failure = {Code::internal, "EVENT_FAILED", error.what()};
  }
  if (range.size() == 1) {
    stop_key(retry, range[0]);
    failures.emplace_back(&range[0], std::move(failure));
    return 1;
  }
  const std::size_t half = range.size() / 2;
  const std::size_t reached = retry_range(range.first(half), retry, failures);
  return reached < half ? reached : half + retry_range(range.subspan(half), retry, failures);
}

// All or none of those whose key has not stopped, as far as one transaction goes: returns how many it has dealt with.
std::size_t ParkedEvents::apply_range(std::span<const Parked> range, EventRetry& retry) {
  std::map<std::string, std::set<std::string>> keys;  // by source
  std::map<std::string, std::int64_t> counts;
  Batch batch(lane_.database, lane_.time);
  require_history(lane_, batch);
  std::size_t reached = 0;
  const auto until = lane_.steady_now() + lane_.options.step_at_most;
  for (const Parked& each : range) {
    if (!counts.empty() && writer_.is_full(batch, until)) break;
    ++reached;
    if (is_stopped(retry, each)) continue;
    // They were found before the lane was taken: another process may have applied it, or an operator given it up.
    if (!key_of_parked(batch.sql(), each.source, each.record.position)) continue;
    if (const auto applied = apply_event(apply_, batch, each.source, each.record); !applied) {
      if (applied.error().reason != kUnknownEventType || each.reason != kUnknownEventType)
        throw EventRefused(applied.error());
      stop_key(retry, each);
      continue;
    }
    delete_parked(batch.sql(), each.source, each.record.position);
    keys[each.source].insert(each.record.key);
    ++counts[each.source];
  }
  std::int64_t applied_count = 0;
  for (const auto& [source, count] : counts) {
    free_first_of(batch.sql(), source, keys[source]);
    const Consumed from = consumed_position(batch.sql(), source);
    move_position(batch.sql(), source, from, from, count, relearnt(lane_.options, source).revision);
    applied_count += count;
  }
  if (applied_count == 0) return reached;
  batch.touch();
  writer_.commit(batch);
  retry.so_far.applied_count += applied_count;
  return reached;
}

// Not the events' fault: they stay parked for the reason they have.
std::size_t ParkedEvents::stop_for_trouble(std::span<const Parked> range, EventRetry& retry, const std::string& why) {
  lane_.observer.batch_failed(why);
  for (const Parked& each : range) stop_key(retry, each);
  return range.size();
}

void ParkedEvents::note_failures(const Failures& failures) {
  if (failures.empty()) return;
  Batch batch(lane_.database, lane_.time);
  for (const auto& [parked, failure] : failures) {
    if (parked->reason == failure.reason && parked->message == failure.message) continue;
    write_reason(batch.sql(), *parked, failure);
    batch.touch();
  }
  writer_.commit(batch);
}

std::optional<std::string> ParkedEvents::skip(const std::string& source, std::int64_t position) {
  Batch batch(lane_.database, lane_.time);
  const auto key = key_of_parked(batch.sql(), source, position);
  if (!key) return std::nullopt;
  delete_parked(batch.sql(), source, position);
  write_skipped(batch.sql(), source, position, batch.now());
  free_first_of(batch.sql(), source, {*key});
  batch.touch();
  writer_.commit(batch);
  return key;
}

}  // namespace opora
