// The lane's row and its log: positions without gaps, inside an epoch.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platform/events/log/event_log.h"
#include "platform/events/log/wakes.h"
#include "platform/ids/ids.h"
#include "platform/lane/lane_time.h"
#include "platform/sql/database.h"

namespace opora {

class RowReader;

// The lane's row as a batch finds and leaves it.
struct LaneRow {
  std::string epoch;
  std::int64_t head = 0;
  Instant batch_time;
  std::string history_key;
  std::string digest;                   // at the head; empty before the first event, or where none was made
  std::optional<Instant> database_now;  // where it has a clock, and was asked for it

  // Whether every event has its digest, so that the next one can have it.
  bool is_chained() const { return !history_key.empty() && (head == 0 || !digest.empty()); }
};

// A digest, or a key, as a column holds it: null where there is none. The value refers to `digest`.
std::string take_digest(RowReader& in);
Value column_of(const std::string& digest);

// Makes the lane's row if this database is new, and returns whether it was.
bool ensure_lane_row(Sql& sql, const std::string& epoch, Instant now);
// Gives the log a key, unless it has one. A log that has digests and no key has lost it: those digests can't be checked
// any more, so nobody is told them, and the next ones are chained to them with the new key.
void ensure_history_key(Sql& sql, const std::string& key);
// Whether the log's last digest was made with this key; also where it has none yet.
bool fits_history(Sql& sql, const std::string& key);
// Gives it a key that fits, in place of any other. What was noted as lost is not, if it was this one.
void put_history_key(Sql& sql, const std::string& key);
// Reads the row; one that is gone throws EngineError.
LaneRow read_lane(Sql& sql, bool asks_clock);
// The same, where it is only announced as well (Sql::read_together): nothing then.
std::optional<LaneRow> find_lane(Sql& sql, bool asks_clock);
LaneRow require_row(const std::optional<LaneRow>& row);
void write_lane(Sql& sql, const LaneRow& row);
// The log's time is put back after this event, since a clock that was wrong had told it.
void note_time_put_right(Sql& sql, std::int64_t after_position);
// The start of the machine that was kept with the lane.
std::optional<KnownStart> read_known_start(Sql& sql);
void write_known_start(Sql& sql, const KnownStart& known);
// Begins another epoch of the log: if others have read past its head, what they read was lost, and something else will
// be written there. False if there is no row yet.
bool renew_epoch(Sql& sql, const std::string& epoch);
void write_events(Sql& sql, std::span<const LogRecord> records);

// Whether the log holds what somebody has read from it.
Compared compare_history(Sql& sql, const HistoryPoint& read);
// The log goes on under another epoch after its head, since somebody has read up to a position that it lost.
struct LostEnd {
  std::string epoch;
  std::int64_t after_position = 0, up_to_position = 0;
};
void write_lost_end(Sql& sql, const LostEnd& lost, Instant now);
// The last position whose event, and so every one before it, has its digest; 0 if none has.
std::int64_t chained_up_to(Sql& sql, std::int64_t head);
// Makes the digests of the next events after a position that has one, or is 0.
void chain_next(Sql& sql, std::string_view history_key, std::int64_t position, int limit);
// When such an end was last found, if ever.
std::optional<Instant> last_lost(Sql& sql);
// On which server the database was last found.
struct KnownServer {
  std::string server;  // empty: never yet, or where there is none
  std::optional<Instant> changed_at;
};
KnownServer read_server(Sql& sql);
void write_server(Sql& sql, const KnownServer& known);
// What is announced of a commit that changed nothing but rows and the log: its head. And the head in what was
// announced; nothing if that is something else.
std::string notice_of(const LogHead& head);
std::optional<LogHead> head_in_notice(std::string_view notice);

// Where a log ends, and what that means.
struct LogEnd {
  LogHead head;
  std::string digest = {};       // there; empty where it is not known
  std::string history_key = {};  // empty where it is not known anew
};

// A lane's log, read in place.
class OutboxLog final : public EventLog {
 public:
  OutboxLog(std::string name, Database& database, LogEnd end);

  const std::string& name() const override { return name_; }
  // Where other processes write too (expect_remote_commits()), throws when nobody has looked for some seconds: the
  // database is away, and to tell an old head would be to tell a wrong one.
  LogHead head() override;
  bool is_known();
  // As it was last known; never throws.
  LogHead known_head();
  LogEnd known_end();
  // Whether this log was in that epoch before it began another.
  bool has_left(const std::string& epoch);
  // From now on somebody tells of the head each second, whether it has moved or not.
  void expect_remote_commits();
  std::vector<LogRecord> read(std::int64_t position, int limit) override;
  Subscription subscribe(std::function<void()> wake) override;
  std::string history_key() override { return known_end().history_key; }
  // Who has read what the log does not hold, in its own epoch, is a witness: see take_witness().
  Compared compare(const HistoryPoint& read) override;

  // The lane has committed up to there. Wakes those who follow if there is something new.
  void committed(LogEnd end);

  // Somebody has read so far in this epoch, and the database seems not to hold that. Who has read furthest is kept.
  void note_witness(HistoryPoint read);
  std::optional<HistoryPoint> take_witness();

 private:
  std::string name_;
  Database& database_;
  std::mutex mutex_;
  LogEnd end_;
  std::set<std::string> epochs_left_;
  std::optional<HistoryPoint> witness_;
  std::optional<std::chrono::steady_clock::time_point> head_seen_at_;  // where others write too
  Wakes wakes_;
};

}  // namespace opora
