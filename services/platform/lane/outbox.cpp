#include "platform/lane/outbox.h"

#include <array>
#include <charconv>

namespace opora {
namespace {

const Statement kMakeLane{
    "INSERT INTO lane (id, epoch, head, batch_time) VALUES (1, :epoch, 0, :now) ON CONFLICT (id) DO NOTHING"};
const Statement kReadLane{"SELECT epoch, head, batch_time FROM lane WHERE id = :id"};
const Statement kReadLaneAndClock{
    "SELECT epoch, head, batch_time, CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) "
    "FROM lane WHERE id = :id"};
const Statement kReadStart{"SELECT boot, boot_at FROM lane WHERE id = 1 AND boot IS NOT NULL"};
const Statement kWriteStart{"UPDATE lane SET boot = :boot, boot_at = :at WHERE id = 1"};
const Statement kWriteLane{"UPDATE lane SET head = :head, batch_time = :batch_time WHERE id = 1"};
const Statement kPutRight{"INSERT INTO time_put_right (position) VALUES (:position) ON CONFLICT (position) DO NOTHING"};
const Statement kRenewEpoch{"UPDATE lane SET epoch = :epoch WHERE id = 1"};
const Statement kWriteEvent{
    "INSERT INTO outbox (position, time, type, key, payload) VALUES (:position, :time, :type, :key, :payload)"};
const Statement kReadEvents{
    "SELECT position, time, type, key, payload FROM outbox WHERE position > :position AND position <= :head "
    "ORDER BY position LIMIT :limit"};

constexpr std::chrono::seconds kHeadHolds{5};

}  // namespace

bool ensure_lane_row(Sql& sql, const std::string& epoch, Instant now) {
  return sql.execute(kMakeLane, {{"epoch", epoch}, {"now", now}}) == 1;
}

std::optional<LaneRow> find_lane(Sql& sql, bool asks_clock) {
  constexpr std::array kOnly{1};
  const Statement& statement = asks_clock ? kReadLaneAndClock : kReadLane;
  const Rows rows = sql.query_each(statement, kOnly, [](int id, const auto& next) { next({{"id", id}}); });
  if (rows.empty()) return std::nullopt;
  LaneRow row{rows[0].text(0), rows[0].integer(1), rows[0].instant(2), std::nullopt};
  if (asks_clock) row.database_now = rows[0].instant(3);
  return row;
}

std::optional<KnownStart> read_known_start(Sql& sql) {
  const Rows rows = sql.query(kReadStart);
  if (rows.empty()) return std::nullopt;
  return KnownStart{rows[0].text(0), rows[0].instant(1)};
}

void write_known_start(Sql& sql, const KnownStart& known) {
  sql.execute(kWriteStart, {{"boot", known.boot}, {"at", known.at}});
}

LaneRow must_be_there(const std::optional<LaneRow>& row) {
  if (!row) throw EngineError(EngineError::Kind::corrupt, "the lane's row is gone");
  return *row;
}

LaneRow read_lane(Sql& sql, bool asks_clock) { return must_be_there(find_lane(sql, asks_clock)); }

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
          {"payload", Blob{record.payload}}});
  });
}

std::string to_news(const LogHead& head) { return head.epoch + " " + std::to_string(head.position); }

std::optional<LogHead> from_news(std::string_view news) {
  const std::size_t space = news.find(' ');
  if (space == 0 || space == std::string_view::npos) return std::nullopt;
  LogHead head{std::string(news.substr(0, space)), 0};
  const char* end = news.data() + news.size();
  const auto read = std::from_chars(news.data() + space + 1, end, head.position);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return head;
}

OutboxLog::OutboxLog(std::string name, Database& database, LogHead head)
    : name_(std::move(name)), database_(database), head_(std::move(head)) {}

bool OutboxLog::is_known() {
  const std::lock_guard lock(mutex_);
  return !told_at_ || std::chrono::steady_clock::now() - *told_at_ <= kHeadHolds;
}

LogHead OutboxLog::head() {
  if (!is_known())
    throw EngineError(EngineError::Kind::busy, "how far the log goes is not known now");
  return known_head();
}

LogHead OutboxLog::known_head() {
  const std::lock_guard lock(mutex_);
  return head_;
}

void OutboxLog::look_for_others() {
  const std::lock_guard lock(mutex_);
  told_at_ = std::chrono::steady_clock::now();
}

std::vector<LogRecord> OutboxLog::read(std::int64_t position, int limit) {
  // A commit is visible in the database a moment before the head says so. A log never shows more than its head, or a
  // reader who compares the two would believe that the log had been cut.
  const std::int64_t end = known_head().position;
  const auto session = database_.read();
  std::vector<LogRecord> records;
  for (const Row& row : session->sql().query(kReadEvents, {{"position", position}, {"head", end}, {"limit", limit}}))
    records.push_back({row.integer(0), row.instant(1), row.text(2), row.text(3), row.bytes(4)});
  return records;
}

EventLog::Subscription OutboxLog::subscribe(std::function<void()> wake) { return wakes_.subscribe(std::move(wake)); }

void OutboxLog::committed(const LogHead& head) {
  {
    const std::lock_guard lock(mutex_);
    if (told_at_) told_at_ = std::chrono::steady_clock::now();
    // Whoever looked around may come late, with what has been passed since.
    if (head.epoch == head_.epoch && head.position <= head_.position) return;
    head_ = head;
  }
  wakes_.wake_all();
}

}  // namespace opora
