// The lane's row and its log: positions without gaps, inside an epoch.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/event_log/event_log.h"
#include "platform/event_log/wakes.h"
#include "platform/ids/ids.h"
#include "platform/lane/lane_time.h"
#include "platform/sql/database.h"

namespace opora {

// The lane's row as a batch finds and leaves it.
struct LaneRow {
  std::string epoch;
  std::int64_t head = 0;
  Instant batch_time;
  std::optional<Instant> database_now;  // where it has a clock, and was asked for it
};

// Makes the lane's row if this database is new, and returns whether it was.
bool ensure_lane_row(Sql& sql, const std::string& epoch, Instant now);
// Reads the row; one that is gone throws EngineError.
LaneRow read_lane(Sql& sql, bool asks_clock);
// The same, where it is only announced as well (Sql::read_together): nothing then.
std::optional<LaneRow> find_lane(Sql& sql, bool asks_clock);
LaneRow must_be_there(const std::optional<LaneRow>& row);
void write_lane(Sql& sql, const LaneRow& row);
// The log's time is put back after this event, since a clock that was wrong had told it.
void note_time_put_right(Sql& sql, std::int64_t after_position);
// The start of the machine that was kept with the lane.
std::optional<KnownStart> read_known_start(Sql& sql);
void write_known_start(Sql& sql, const KnownStart& known);
// Another life of the log begins: what it held after its head, if others have read that, was something else. False if
// there is no row yet.
bool renew_epoch(Sql& sql, const std::string& epoch);
void write_events(Sql& sql, std::span<const LogRecord> records);
// What a commit tells other processes that changed nothing but rows and the log; and what it told, if it is that.
std::string to_news(const LogHead& head);
std::optional<LogHead> from_news(std::string_view news);

// A lane's log, read in place.
class OutboxLog final : public EventLog {
 public:
  OutboxLog(std::string name, Database& database, LogHead head);

  const std::string& name() const override { return name_; }
  // Where other processes write too (look_for_others()), throws when nobody has looked for some seconds: the database
  // is away, and to tell an old head would be to tell a wrong one.
  LogHead head() override;
  bool is_known();
  // As it was last known; never throws.
  LogHead known_head();
  // From now on somebody tells of the head each second, whether it has moved or not.
  void look_for_others();
  std::vector<LogRecord> read(std::int64_t position, int limit) override;
  Subscription subscribe(std::function<void()> wake) override;

  // The lane has committed up to `head`. Wakes those who follow if there is something new.
  void committed(const LogHead& head);

 private:
  std::string name_;
  Database& database_;
  std::mutex mutex_;
  LogHead head_;
  std::optional<std::chrono::steady_clock::time_point> told_at_;  // where others write too
  Wakes wakes_;
};

}  // namespace opora
