#include "platform/service/platform_invariants.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "platform/events/log/history.h"
#include "platform/ids/ids.h"
#include "platform/lane/consumed.h"
#include "platform/lane/lane.h"
#include "platform/lane/outbox.h"
#include "platform/sql/canonical_dump.h"
#include "platform/sql/rows.h"
#include "platform/sql/sqlite/memory_database.h"
#include "platform/sql/sqlite/open_sqlite.h"

namespace opora {
namespace {

constexpr int kPage = 1024;

const Statement kGaps{
    "SELECT l.head, COUNT(o.position), COALESCE(MIN(o.position), 0), COALESCE(MAX(o.position), 0) "
    "FROM lane l LEFT JOIN outbox o ON 1 = 1 WHERE l.id = 1 GROUP BY l.head"};
const Statement kCheckDigits{
    "SELECT c.source, c.position, c.applied_count, "
    "(SELECT COUNT(*) FROM parked p WHERE p.source = c.source), (SELECT COUNT(*) FROM skipped s WHERE s.source = "
    "c.source) "
    "FROM consumed c ORDER BY c.source"};
const Statement kKey{"SELECT history_key FROM lane WHERE id = 1"};
const Statement kLostKey{"SELECT COALESCE(MAX(position), 0) FROM history_keys_lost"};
const Statement kDigestAt{"SELECT digest FROM outbox WHERE position = :position AND digest IS NOT NULL"};
const Statement kEvents{
    "SELECT position, time, type, key, payload, digest FROM outbox WHERE position > :position ORDER BY position LIMIT "
    ":limit"};
const Statement kLaterDigest{
    "SELECT position FROM outbox WHERE position > :position AND digest IS NOT NULL ORDER BY position LIMIT 1"};
const Statement kConsumed{"SELECT source, position FROM consumed ORDER BY source"};
const Statement kSkipped{"SELECT source, position FROM skipped"};
const Statement kParked{"SELECT source, position FROM parked"};

const CountedInvariant kTimeGoesForward{
    "The log's time never goes back, but where a clock was put right.",
    Statement("SELECT COUNT(*) FROM outbox"),
    Statement("SELECT later.position FROM outbox later JOIN outbox earlier ON earlier.position = later.position - 1 "
              "WHERE later.time < earlier.time "
              "AND NOT EXISTS (SELECT 1 FROM time_put_right r WHERE r.position = earlier.position) "
              "ORDER BY later.position LIMIT 20")};

const CountedInvariant kEveryLogIsFollowed{
    "Every log is followed.",
    Statement("SELECT COUNT(*) FROM consumed"),
    Statement("SELECT source, stopped FROM consumed WHERE stopped IS NOT NULL ORDER BY source LIMIT 20")};

const CountedInvariant kNothingWaitsForNothing{
    "An event waits behind a parked one only while that is parked.",
    Statement("SELECT COUNT(*) FROM parked"),
    Statement("SELECT p.source, p.position FROM parked p WHERE p.reason = 'BEHIND_PARKED' AND NOT EXISTS "
              "(SELECT 1 FROM parked e WHERE e.source = p.source AND e.key = p.key AND e.position < p.position) "
              "LIMIT 20")};

const CountedInvariant kNoTimerIsOverdue{
    "No timer is more than five minutes overdue.",
    Statement("SELECT COUNT(*) FROM timers"),
    Statement("SELECT id FROM timers WHERE due_at + 300000000 < :now ORDER BY due_at LIMIT 20")};

const CountedInvariant kNoJobIsOverdue{
    "No job is more than an hour overdue.",
    Statement("SELECT COUNT(*) FROM jobs"),
    Statement("SELECT id FROM jobs WHERE due_at + 3600000000 < :now ORDER BY due_at LIMIT 20")};

// A snapshot's queries are never refused.
Rows rows_of(Snapshot& snapshot, const Statement& statement, Params params = {}) {
  return snapshot.query(statement, params).value();
}

std::int64_t count_of(Snapshot& snapshot, const Statement& statement) {
  return only<std::int64_t>(rows_of(snapshot, statement));
}

Invariant::Finding positions(Snapshot& snapshot) {
  struct Log {
    std::int64_t head, count, first, last;
  };
  const auto log =
      values_of<Log, std::int64_t, std::int64_t, std::int64_t, std::int64_t>(rows_of(snapshot, kGaps)).at(0);
  Invariant::Finding finding{log.count, {}};
  const bool whole = log.count == log.head && log.last == log.head && (log.head == 0 || log.first == 1);
  if (!whole)
    finding.violated_by("head " + std::to_string(log.head) + ", but " + std::to_string(log.count) + " events from " +
                        std::to_string(log.first) + " to " + std::to_string(log.last));
  return finding;
}

Invariant::Finding check_digits(Snapshot& snapshot) {
  struct Source {
    std::string name;
    std::int64_t position, applied, parked, skipped;
  };
  Invariant::Finding finding;
  for (const Source& source : values_of<Source, std::string, std::int64_t, std::int64_t, std::int64_t, std::int64_t>(
           rows_of(snapshot, kCheckDigits))) {
    ++finding.checked_count;
    const std::int64_t accounted = source.applied + source.parked + source.skipped;
    if (accounted != source.position)
      finding.violated_by(source.name + ": position " + std::to_string(source.position) + ", but " +
                          std::to_string(accounted) + " events applied, parked or skipped");
  }
  return finding;
}

std::vector<LogRecord> events_after(Snapshot& snapshot, std::int64_t position) {
  return read_rows(rows_of(snapshot, kEvents, {{"position", position}, {"limit", kPage}}), [](RowReader& in) {
    return LogRecord{in.take<std::int64_t>(), in.take<Instant>(),     in.take<std::string>(),
                     in.take<std::string>(),  in.take<std::string>(), take_digest(in)};
  });
}

// Events that have none yet stand at the end, all together. Those of a key that was lost can't be made anew.
Invariant::Finding digests(Snapshot& snapshot) {
  Invariant::Finding finding;
  const auto key = first_of<std::optional<std::string>>(rows_of(snapshot, kKey)).value_or(std::nullopt);
  if (!key) return finding;
  const auto unknown = count_of(snapshot, kLostKey);
  std::string before = first_of<std::string>(rows_of(snapshot, kDigestAt, {{"position", unknown}})).value_or("");
  for (std::int64_t position = unknown;;) {
    const std::vector<LogRecord> page = events_after(snapshot, position);
    for (const LogRecord& event : page) {
      if (event.digest.empty()) {
        const auto later = first_of<std::int64_t>(rows_of(snapshot, kLaterDigest, {{"position", event.position}}));
        if (later) finding.violated_by("an event without a digest before one that has it: " + std::to_string(*later));
        return finding;
      }
      if (event.digest != digest_of(*key, before, event)) {
        finding.violated_by("the first event that is not as it was written: " + std::to_string(event.position));
        return finding;
      }
      before = event.digest;
      position = event.position;
      ++finding.checked_count;
    }
    if (page.size() < static_cast<std::size_t>(kPage)) return finding;
  }
}

using Positions = std::set<std::pair<std::string, std::int64_t>>;

// This version's schema, and nothing in it.
std::unique_ptr<Database> empty_database(const Service& service, const std::string& path) {
  const std::array migrations{platform_migrations(), service.migrations};
  SqliteOptions options;
  options.path = path;
  return *open_sqlite(options, migrations);
}

// An empty database with a lane of its own, into which logs are folded. Events at the positions `without` are those
// that are parked or were given up: nothing is done for them.
struct Scratch {
  Scratch(const Service& service, const Binding& binding, const MachineClock& clock, const Positions& without)
      : path(memory_path("rebuild-" + IdSource().next(clock.now()))), alive(path) {
    database = empty_database(service, path);
    LaneOptions lane_options;
    lane_options.name = service.name;
    lane = std::make_unique<Lane>(
        *database, clock, ids, lane_options,
        [&](Transaction& tx, const std::string& source, const LogRecord& record) -> Result<void> {
          if (without.contains({source, record.position})) return {};
          auto applied = binding.apply(tx, source, record);
          // Live it is not parked, so a newer build has applied it: what that made is not in the tables of this one.
          if (!applied && applied.error().reason == kUnknownEventType) return {};
          return applied;
        },
        [](Transaction&, const Timer&) -> Result<std::string> { return std::string(); }, observer);
  }
  std::string path;
  MemoryKeepAlive alive;
  IdSource ids{1};
  LaneObserver observer;
  std::unique_ptr<Database> database;
  std::unique_ptr<Lane> lane;
};

Positions positions_of(Sql& sql, const Statement& statement) {
  const auto positions =
      values_of<std::pair<std::string, std::int64_t>, std::string, std::int64_t>(sql.query(statement));
  return {positions.begin(), positions.end()};
}

void fold(Scratch& scratch, EventLog& log, std::int64_t upto, const std::atomic<bool>& stopping) {
  std::int64_t position = 0;
  while (position < upto) {
    if (stopping) throw EngineError(EngineError::Kind::busy, "the service is shutting down");
    Delivery delivery{log.name(), "rebuild", log.read(position, kPage), log.history_key()};
    std::erase_if(delivery.records, [&](const LogRecord& record) { return record.position > upto; });
    if (delivery.records.empty()) break;
    position = delivery.records.back().position;
    scratch.lane->offer(std::move(delivery), [](const Result<void>&) {});
    while (scratch.lane->run_once()) {
    }
  }
}

std::vector<std::string> sorted_lines_of(const std::string& dump) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < dump.size();) {
    const std::size_t end = std::min(dump.find('\n', begin), dump.size());
    lines.push_back(dump.substr(begin, end - begin));
    begin = end + 1;
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace

std::vector<Invariant> platform_invariants() {
  return {
      {"The log's positions run from 1 to its head without gaps.", positions},
      counted(kTimeGoesForward),
      {"Every event is as it was written, and so are all before it.", digests},
      counted(kEveryLogIsFollowed),
      {"Every event consumed was applied once, or is parked, or was skipped.", check_digits},
      counted(kNothingWaitsForNothing),
      counted(kNoTimerIsOverdue),
      counted(kNoJobIsOverdue),
  };
}

std::vector<ServiceHost::Checked> check_all(std::span<const Invariant> invariants, Snapshot& snapshot) {
  std::vector<ServiceHost::Checked> all;
  for (const Invariant& each : invariants) all.push_back({each.sentence, each.check(snapshot)});
  return all;
}

ReadModels copy_read_models(const Service& service, const Binding& binding, Sql& reading) {
  ReadModels copy;
  if (service.read_models.empty()) return copy;
  for (const auto& [source, position] : positions_of(reading, kConsumed)) copy.upto[source] = position;
  for (const auto& [source, again] : binding.relearnt()) {
    const Learnt learnt = learnt_by(reading, source, again.revision);
    copy.is_learning = copy.is_learning || learnt.position < learnt.consumed;
  }
  copy.without = positions_of(reading, kSkipped);
  copy.without.merge(positions_of(reading, kParked));
  const auto ours = empty_database(service, memory_path("columns-" + IdSource().next(Instant{})));
  copy.dump = canonical_dump(reading, service.read_models, ours->read()->sql());
  return copy;
}

ServiceHost::Checked check_rebuild(const Service& service, const Binding& binding, const ReadModels& live,
                                   std::span<const std::shared_ptr<EventLog>> logs, const MachineClock& clock,
                                   const std::atomic<bool>& stopping) {
  ServiceHost::Checked checked{"The read models are what a rebuild from the logs makes.", {}};
  if (service.read_models.empty() || live.is_learning) return checked;
  Scratch scratch(service, binding, clock, live.without);
  for (const auto& log : logs)
    if (const auto upto = live.upto.find(log->name()); upto != live.upto.end())
      fold(scratch, *log, upto->second, stopping);
  const std::vector<std::string> copied = sorted_lines_of(live.dump);
  const std::vector<std::string> rebuilt =
      sorted_lines_of(canonical_dump(scratch.database->read()->sql(), service.read_models));

  checked.finding.checked_count = static_cast<std::int64_t>(copied.size());
  // A row holds ids and codes only, so it can be shown; where the dumps part is where to look.
  const auto report = [&](const char* where, const std::vector<std::string>& in,
                          const std::vector<std::string>& other) {
    std::vector<std::string> only;
    std::set_difference(in.begin(), in.end(), other.begin(), other.end(), std::back_inserter(only));
    for (const std::string& line : only) checked.finding.violated_by(where + line);
  };
  report("only live: ", copied, rebuilt);
  report("only in the rebuild: ", rebuilt, copied);
  return checked;
}

}  // namespace opora
