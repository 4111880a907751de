// A lane over a database in memory, with one table of counters, stepped by the test.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "platform/lane/lane.h"
#include "platform/testing/engines.h"
#include "platform/testing/manual_clock.h"
#include "platform/testing/wrapped_database.h"

namespace opora {

struct Counter {
  std::string name;
  std::int64_t value = 0;
};

template <>
struct Stored<Counter> {
  using Key = std::string;
  static constexpr const char* unknown = "UNKNOWN_COUNTER";
  static Key key(const Counter& counter) { return counter.name; }
  static std::vector<Counter> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const Counter> counters);
  static inline std::atomic<int> load_count{0};  // trips
};

namespace testing {

// A database that fails when it is told to.
class TroubledDatabase final : public WrappedDatabase {
 public:
  using WrappedDatabase::WrappedDatabase;
  void begin() override;
  void await_lock() override;
  void commit() override;
  void announce(std::string_view notice) override;
  std::string server(Sql&) const override { return on_server; }

  std::string on_server;                    // as it says; none where there is none
  std::function<void()> before_next_begin;  // called once
  std::function<void()> before_commit;      // called each time
  std::function<void()> in_line;            // called once, while it waits for the lock
  std::vector<std::string> announced;
  std::optional<EngineError::Kind> trouble;  // commits fail with it, and nothing is written
  // The next commit loses the connection, having happened or not.
  enum class Lost { not_at_all, before, after } lost = Lost::not_at_all;
};

// What became of batches and deliveries, in their order.
struct NotedBatches final : LaneObserver {
  void batch_committed(std::size_t commands, std::size_t, std::chrono::nanoseconds) override {
    commands_each.push_back(commands);
  }
  void batch_cut(BatchBound bound) override { cuts.push_back(bound); }
  void batch_failed(const std::string& why) override { failures.push_back(why); }
  void delivered(const std::string&, std::int64_t, std::size_t events) override { events_each.push_back(events); }
  void server_changed(const std::string& from, const std::string& to) override {
    servers_told.push_back(from + " to " + to);
  }

  std::vector<std::size_t> commands_each, events_each;
  std::vector<BatchBound> cuts;
  std::vector<std::string> failures, servers_told;
};

// On the engine that the test is run for.
class LaneFixture : public ::testing::TestWithParam<Engine> {
 protected:
  LaneFixture() { open(); }
  void open(std::optional<bool> prefetch = std::nullopt);  // also: drops everything in memory and opens again
  std::unique_ptr<Database> open_database();
  std::unique_ptr<Lane> make_lane(Database& over, std::optional<bool> prefetch = std::nullopt,
                                  bool asks_database_clock = false);
  // Commits fail from now on, as if the disk did; true if `work` then ends as the process would.
  bool ends_the_process(const std::function<void()>& work);

  static constexpr std::chrono::seconds kGoesOnAfter{10};

  // Adds one to a counter and says what it made of it; emits an event. "bad" refuses, "throws" throws, "break" breaks a
  // constraint, "late" refuses after a write.
  Command add_to(const std::string& counter, const std::string& request_id, const std::string& body = "1");
  void run();  // until there is nothing to do
  void set_timers(const std::vector<Timer>& timers);
  std::vector<std::string> timers();  // "id", by id: those that are still there

  std::vector<std::string> answers;  // "response" or "!REASON", in the order of their coming
  std::vector<std::string> values(); // "name=value", by name
  std::vector<std::int64_t> positions();
  Delivery delivery(std::int64_t first, const std::vector<std::string>& keys);
  std::string deliver(Delivery delivery);  // "ok", or why not

  ManualClock clock{Instant{1'700'000'000'000'000}};
  LaneOptions options;  // from the next open() on
  // Moves when a test says so: however slow the machine, batches are whole.
  std::chrono::steady_clock::time_point steady;
  IdSource ids{7};
  NotedBatches observer;
  std::unique_ptr<TestDatabase> place = GetParam().make_database();
  std::unique_ptr<TroubledDatabase> database;
  std::chrono::milliseconds remember = LaneOptions().remember;
  std::unique_ptr<Lane> lane;
  std::vector<std::string> timers_tried;  // by id; also those that fail, and each time a batch tries them
  std::vector<std::string> timers_run;
  // Timers of this method are another build's. Those of "Throws" always fail, those of "Refuses" are refused, and those
  // of "GoesOn" are set again, once.
  std::string unknown_timer = "Unknown";
  std::function<void(const std::string& what)> on_step = [](const std::string&) {};  // a timer or an event is tried
  std::function<void(Transaction&, const std::string& key)> on_event = [](Transaction&, const std::string&) {};
  int apply_count = 0;
  std::string unknown = "unknown";  // the types of events of keys that begin so are a newer build's
  std::string poison = "poison";  // events of this key can't be applied; "all": none
};

inline std::string name_of(const ::testing::TestParamInfo<Engine>& info) { return info.param.name; }

}  // namespace testing
}  // namespace opora
