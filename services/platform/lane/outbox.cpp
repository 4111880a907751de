#include "platform/lane/outbox.h"

#include <array>
#include <charconv>
#include <utility>

#include "platform/events/log/history.h"
#include "platform/sql/rows.h"

namespace opora {
namespace {

const Statement kMakeLane{
    "INSERT INTO lane (id, epoch, head, batch_time) VALUES (1, :epoch, 0, :now) ON CONFLICT (id) DO NOTHING"};
const Statement kReadLane{
    "SELECT l.epoch, l.head, l.batch_time, l.history_key, o.digest "
    "FROM lane l LEFT JOIN outbox o ON o.position = l.head WHERE l.id = :id"};
const Statement kReadLaneAndClock{
    "SELECT l.epoch, l.head, l.batch_time, l.history_key, o.digest, "
    "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) "
    "FROM lane l LEFT JOIN outbox o ON o.position = l.head WHERE l.id = :id"};
const Statement kGiveKey{"UPDATE lane SET history_key = :key WHERE id = 1 AND history_key IS NULL"};
const Statement kPutKey{"UPDATE lane SET history_key = :key WHERE id = 1"};
const Statement kNoteLostKey{
    "INSERT INTO history_keys_lost (position) VALUES (:position) ON CONFLICT (position) DO NOTHING"};
const Statement kFindLostKey{"DELETE FROM history_keys_lost WHERE position = :position"};
const Statement kReadStart{"SELECT boot, boot_at FROM lane WHERE id = 1 AND boot IS NOT NULL"};
const Statement kWriteStart{"UPDATE lane SET boot = :boot, boot_at = :at WHERE id = 1"};
const Statement kWriteLane{"UPDATE lane SET head = :head, batch_time = :batch_time WHERE id = 1"};
const Statement kPutRight{"INSERT INTO time_put_right (position) VALUES (:position) ON CONFLICT (position) DO NOTHING"};
const Statement kRenewEpoch{"UPDATE lane SET epoch = :epoch WHERE id = 1"};
const Statement kWriteEvent{
    "INSERT INTO outbox (position, time, type, key, payload, digest) "
    "VALUES (:position, :time, :type, :key, :payload, :digest)"};
const Statement kReadEvents{
    "SELECT position, time, type, key, payload, CASE WHEN position <= (SELECT COALESCE(MAX(position), 0) FROM "
    "history_keys_lost) THEN NULL ELSE digest END FROM outbox WHERE position > :position AND position <= :head "
    "ORDER BY position LIMIT :limit"};
const Statement kCompare{
    "SELECT l.epoch, l.head, o.digest FROM lane l LEFT JOIN outbox o ON o.position = :position WHERE l.id = 1"};
const Statement kDigestAt{"SELECT digest FROM outbox WHERE position = :position"};
const Statement kWriteDigest{"UPDATE outbox SET digest = :digest WHERE position = :position"};
const Statement kLostEnd{
    "INSERT INTO lost_ends (epoch, after_position, up_to_position, found_at) "
    "VALUES (:epoch, :after_position, :up_to_position, :now)"};
const Statement kReadServer{"SELECT server, server_changed_at FROM lane WHERE id = 1"};
const Statement kWriteServer{"UPDATE lane SET server = :server, server_changed_at = :changed_at WHERE id = 1"};
const Statement kLastLost{"SELECT found_at FROM lost_ends ORDER BY found_at DESC LIMIT 1"};

constexpr std::chrono::seconds kHeadHolds{5};

std::vector<LogRecord> events_after(Sql& sql, std::int64_t position, std::int64_t head, int limit) {
  return read_rows(sql.query(kReadEvents, {{"position", position}, {"head", head}, {"limit", limit}}),
                   [](RowReader& in) {
                     return LogRecord{in.take<std::int64_t>(), in.take<Instant>(),     in.take<std::string>(),
                                      in.take<std::string>(),  in.take<std::string>(), take_digest(in)};
                   });
}

std::string digest_at(Sql& sql, std::int64_t position) {
  const auto found = read_rows(sql.query(kDigestAt, {{"position", position}}), take_digest);
  return found.empty() ? std::string() : found[0];
}

}  // namespace

std::string take_digest(RowReader& in) { return in.take<std::optional<std::string>>().value_or(std::string()); }

Value column_of(const std::string& digest) {
  if (digest.empty()) return nullptr;
  return Blob{digest};
}

bool ensure_lane_row(Sql& sql, const std::string& epoch, Instant now) {
  return sql.execute(kMakeLane, {{"epoch", epoch}, {"now", now}}) == 1;
}

void ensure_history_key(Sql& sql, const std::string& key) {
  if (sql.execute(kGiveKey, {{"key", Blob{key}}}) == 0) return;
  // Whoever has read so far knows its place by the digests that there are, so they stay.
  const std::int64_t chained = chained_up_to(sql, read_lane(sql, false).head);
  if (chained > 0) sql.execute(kNoteLostKey, {{"position", chained}});
}

bool fits_history(Sql& sql, const std::string& key) {
  const std::int64_t chained = chained_up_to(sql, read_lane(sql, false).head);
  if (chained == 0) return true;
  const std::vector<LogRecord> last = events_after(sql, chained - 1, chained, 1);
  return !last.empty() && digest_of(key, digest_at(sql, chained - 1), last[0]) == digest_at(sql, chained);
}

void put_history_key(Sql& sql, const std::string& key) {
  sql.execute(kPutKey, {{"key", Blob{key}}});
  sql.execute(kFindLostKey, {{"position", chained_up_to(sql, read_lane(sql, false).head)}});
}

std::optional<LaneRow> find_lane(Sql& sql, bool asks_clock) {
  constexpr std::array kOnly{1};
  const Statement& statement = asks_clock ? kReadLaneAndClock : kReadLane;
  auto found = read_rows(
      sql.query_each(statement, kOnly, [](int id, const auto& next) { next({{"id", id}}); }), [&](RowReader& in) {
        LaneRow row{in.take<std::string>(), in.take<std::int64_t>(), in.take<Instant>(),
                    take_digest(in),        take_digest(in),         std::nullopt};
        if (asks_clock) row.database_now = in.take<Instant>();
        return row;
      });
  if (found.empty()) return std::nullopt;
  return std::move(found[0]);
}

std::optional<KnownStart> read_known_start(Sql& sql) {
  return first_of<KnownStart, std::string, Instant>(sql.query(kReadStart));
}

void write_known_start(Sql& sql, const KnownStart& known) {
  sql.execute(kWriteStart, {{"boot", known.boot}, {"at", known.at}});
}

LaneRow require_row(const std::optional<LaneRow>& row) {
  if (!row) throw EngineError(EngineError::Kind::corrupt, "the lane's row is gone");
  return *row;
}

LaneRow read_lane(Sql& sql, bool asks_clock) { return require_row(find_lane(sql, asks_clock)); }

void write_lane(Sql& sql, const LaneRow& row) {
  sql.execute(kWriteLane, {{"head", row.head}, {"batch_time", row.batch_time}});
}

void note_time_put_right(Sql& sql, std::int64_t after_position) {
  sql.execute(kPutRight, {{"position", after_position}});
}

bool renew_epoch(Sql& sql, const std::string& epoch) { return sql.execute(kRenewEpoch, {{"epoch", epoch}}) == 1; }

void write_events(Sql& sql, std::span<const LogRecord> records) {
  sql.execute_each(kWriteEvent, records, [](const LogRecord& record, const auto& next) {
    next({{"position", record.position},
          {"time", record.time},
          {"type", record.type},
          {"key", record.key},
          {"payload", Blob{record.payload}},
          {"digest", column_of(record.digest)}});
  });
}

Compared compare_history(Sql& sql, const HistoryPoint& read) {
  const auto found = read_rows(sql.query(kCompare, {{"position", read.position}}), [](RowReader& in) {
    return Compared{Standing::unknown, {in.take<std::string>(), in.take<std::int64_t>()}, take_digest(in)};
  });
  if (found.empty()) return {};
  Compared told = found[0];
  if (read.position > told.head.position)
    told.standing = Standing::differs;
  else if (read.position == 0 || (read.digest.empty() && read.epoch == told.head.epoch))
    told.standing = Standing::same;  // as far as anybody can tell
  else if (!told.digest.empty() && !read.digest.empty())
    told.standing = told.digest == read.digest ? Standing::same : Standing::differs;
  return told;
}

void write_lost_end(Sql& sql, const LostEnd& lost, Instant now) {
  sql.execute(kLostEnd, {{"epoch", lost.epoch},
                         {"after_position", lost.after_position},
                         {"up_to_position", lost.up_to_position},
                         {"now", now}});
}

// Events without a digest stand together at the log's end: an older build writes none, and a newer one gives none to an
// event that follows one without.
std::int64_t chained_up_to(Sql& sql, std::int64_t head) {
  std::int64_t chained = 0;
  for (std::int64_t not_chained = head + 1; not_chained - chained > 1;) {
    const std::int64_t middle = chained + (not_chained - chained) / 2;
    (digest_at(sql, middle).empty() ? not_chained : chained) = middle;
  }
  return chained;
}

void chain_next(Sql& sql, std::string_view history_key, std::int64_t position, int limit) {
  std::string before = digest_at(sql, position);
  auto records = events_after(sql, position, INT64_MAX, limit);
  for (LogRecord& record : records) before = record.digest = digest_of(history_key, before, record);
  sql.execute_each(kWriteDigest, records, [](const LogRecord& record, const auto& next) {
    next({{"digest", Blob{record.digest}}, {"position", record.position}});
  });
}

KnownServer read_server(Sql& sql) {
  const auto known = read_rows(sql.query(kReadServer), [](RowReader& in) {
    return KnownServer{in.take<std::optional<std::string>>().value_or(std::string()),
                       in.take<std::optional<Instant>>()};
  });
  return known.empty() ? KnownServer() : known[0];
}

void write_server(Sql& sql, const KnownServer& known) {
  const Value changed_at = known.changed_at ? Value(*known.changed_at) : Value(nullptr);
  sql.execute(kWriteServer, {{"server", known.server}, {"changed_at", changed_at}});
}

std::optional<Instant> last_lost(Sql& sql) {
  return first_of<Instant>(sql.query(kLastLost));
}

std::string notice_of(const LogHead& head) { return head.epoch + " " + std::to_string(head.position); }

std::optional<LogHead> head_in_notice(std::string_view notice) {
  const std::size_t space = notice.find(' ');
  if (space == 0 || space == std::string_view::npos) return std::nullopt;
  LogHead head{std::string(notice.substr(0, space)), 0};
  const char* end = notice.data() + notice.size();
  const auto read = std::from_chars(notice.data() + space + 1, end, head.position);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return head;
}

OutboxLog::OutboxLog(std::string name, Database& database, LogEnd end)
    : name_(std::move(name)), database_(database), end_(std::move(end)) {}

bool OutboxLog::is_known() {
  const std::lock_guard lock(mutex_);
  return !head_seen_at_ || std::chrono::steady_clock::now() - *head_seen_at_ <= kHeadHolds;
}

LogHead OutboxLog::head() {
  if (!is_known())
    throw EngineError(EngineError::Kind::busy, "how far the log goes is not known now");
  return known_head();
}

LogHead OutboxLog::known_head() {
  const std::lock_guard lock(mutex_);
  return end_.head;
}

LogEnd OutboxLog::known_end() {
  const std::lock_guard lock(mutex_);
  return end_;
}

bool OutboxLog::has_left(const std::string& epoch) {
  const std::lock_guard lock(mutex_);
  return epochs_left_.contains(epoch);
}

void OutboxLog::expect_remote_commits() {
  const std::lock_guard lock(mutex_);
  head_seen_at_ = std::chrono::steady_clock::now();
}

std::vector<LogRecord> OutboxLog::read(std::int64_t position, int limit) {
  // A commit is visible in the database a moment before the head says so. A log never shows more than its head, or a
  // reader who compares the two would believe that the log had been cut.
  const std::int64_t end = known_head().position;
  return events_after(database_.read()->sql(), position, end, limit);
}

Compared OutboxLog::compare(const HistoryPoint& read) {
  Compared told = compare_history(database_.read()->sql(), read);
  if (told.standing == Standing::differs && read.epoch == told.head.epoch) note_witness(read);
  return told;
}

void OutboxLog::note_witness(HistoryPoint read) {
  const std::lock_guard lock(mutex_);
  if (witness_ && witness_->epoch == read.epoch && witness_->position > read.position) return;
  witness_ = std::move(read);
}

std::optional<HistoryPoint> OutboxLog::take_witness() {
  const std::lock_guard lock(mutex_);
  return std::exchange(witness_, std::nullopt);
}

EventLog::Subscription OutboxLog::subscribe(std::function<void()> wake) { return wakes_.subscribe(std::move(wake)); }

void OutboxLog::committed(LogEnd end) {
  {
    const std::lock_guard lock(mutex_);
    if (head_seen_at_) head_seen_at_ = std::chrono::steady_clock::now();
    if (end.history_key.empty()) end.history_key = end_.history_key;
    const bool is_same_epoch = end.head.epoch == end_.head.epoch;
    // A head that was only announced comes without its digest; poll_remote_commits() reads that.
    if (is_same_epoch && end.head.position == end_.head.position && end_.digest.empty()) end_.digest = end.digest;
    // Whoever looked around may come late, with what has been passed since.
    if (is_same_epoch ? end.head.position <= end_.head.position : epochs_left_.contains(end.head.epoch)) return;
    if (!is_same_epoch) epochs_left_.insert(end_.head.epoch);
    end_ = std::move(end);
  }
  wakes_.wake_all();
}

}  // namespace opora
