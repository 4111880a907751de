#include "platform/lane/tests/lane_fixture.h"

#include "platform/lane/stored_bodies.h"

namespace opora {
namespace {

const Statement kLoad{"SELECT name, value FROM counters WHERE name = :name"};
const Statement kSave{
    "INSERT INTO counters (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = "
    "excluded.value"};
const Statement kAll{"SELECT name, value FROM counters ORDER BY name"};
const Statement kTimers{"SELECT id FROM timers ORDER BY id"};

constexpr std::array<Migration, 1> kSteps = {
    {{1, "counters",
      "CREATE TABLE counters (name TEXT PRIMARY KEY, value BIGINT NOT NULL CHECK (value >= 0)) WITHOUT ROWID;"}}};

}  // namespace

std::vector<Counter> Stored<Counter>::load(Sql& sql, std::span<const Key> keys) {
  ++load_count;
  std::vector<Counter> counters;
  for (const Row& row : sql.query_each(kLoad, keys, [](const Key& key, const auto& next) { next({{"name", key}}); }))
    counters.push_back({row.text(0), row.integer(1)});
  return counters;
}

void Stored<Counter>::save(Sql& sql, std::span<const Counter> counters) {
  sql.execute_each(kSave, counters, [](const Counter& counter, const auto& next) {
    next({{"name", counter.name}, {"value", counter.value}});
  });
}

namespace testing {
namespace {

struct EndOfProcess {};  // no std::exception, so that nobody takes it for trouble

}  // namespace

void TroubledDatabase::begin() {
  if (const auto before = std::exchange(before_next_begin, nullptr)) before();
  WrappedDatabase::begin();
}

void TroubledDatabase::await_lock() {
  if (const auto waiting = std::exchange(in_line, nullptr)) waiting();
  WrappedDatabase::await_lock();
}

void TroubledDatabase::announce(std::string_view notice) {
  announced.emplace_back(notice);
  WrappedDatabase::announce(notice);
}

void TroubledDatabase::commit() {
  if (before_commit) before_commit();
  if (const Lost when = std::exchange(lost, Lost::not_at_all); when != Lost::not_at_all) {
    if (when == Lost::before) rollback();
    if (when == Lost::after) WrappedDatabase::commit();
    throw EngineError(EngineError::Kind::outcome_unknown, "the connection is lost");
  }
  if (!trouble) return WrappedDatabase::commit();
  rollback();
  throw EngineError(*trouble, "trouble");
}

bool LaneFixture::ends_the_process(const std::function<void()>& work) {
  database->trouble = EngineError::Kind::io;
  try {
    work();
  } catch (const EndOfProcess&) {
    return true;
  } catch (const std::exception&) {
    return false;
  }
  return false;
}

void LaneFixture::open(std::optional<bool> prefetch) {
  lane.reset();
  database.reset();
  database = std::make_unique<TroubledDatabase>(open_database());
  lane = make_lane(*database, prefetch);
}

std::unique_ptr<Database> LaneFixture::open_database() {
  const std::array migrations{platform_migrations(), Migrations{"test", kSteps}};
  return place->open(migrations).value();
}

std::unique_ptr<Lane> LaneFixture::make_lane(Database& over, std::optional<bool> prefetch, bool asks_database_clock) {
  LaneOptions lane_options = options;
  lane_options.name = "test";
  lane_options.steady_now = [this] { return steady; };
  lane_options.prefetch = prefetch;
  lane_options.asks_database_clock = asks_database_clock;  // the clock here is the test's
  lane_options.remember = remember;
  lane_options.on_commit_lost = [](const std::string&) { throw EndOfProcess(); };
  const auto apply = [this](Transaction& tx, const std::string&, const LogRecord& record) -> Result<void> {
    ++apply_count;
    on_step(record.key);
    on_event(tx, record.key);
    if (record.key.starts_with(unknown)) return refuse(Code::invalid, kUnknownEventType, "Newer.");
    TRY(counter, tx.find<Counter>(record.key));
    const std::int64_t value = counter ? counter->value : 0;
    tx.save(Counter{record.key, record.key == poison + "-constraint" ? -1 : value + 1});
    if (record.key == poison || poison == "all") return refuse(Code::invalid, "POISON", "This event can't be applied.");
    return {};
  };
  const auto run_timer = [this](Transaction& tx, const Timer& timer) -> Result<std::string> {
    timers_tried.push_back(timer.id);
    on_step(timer.id);
    if (timer.method == "Throws") throw std::runtime_error("a mistake");
    if (timer.method == unknown_timer) return refuse(Code::internal, "UNKNOWN_TIMER", "Another build knows it.");
    if (timer.method == "Refuses") return refuse(Code::conflict, "REFUSED", "It came to nothing.");
    if (timer.method == "GoesOn") tx.set_timer({timer.id, tx.now() + kGoesOnAfter, "Later", ""});
    tx.save(Counter{"timer", tx.now().us});
    timers_run.push_back(timer.id);
    return std::string();
  };
  return std::make_unique<Lane>(over, clock, ids, lane_options, apply, run_timer, observer);
}

Command LaneFixture::add_to(const std::string& counter, const std::string& request_id, const std::string& body) {
  Command command;
  command.caller = "tester";
  command.method = "AddTo";
  command.request_id = request_id;
  command.request_hash = counter + body;
  command.run = [counter, body](Transaction& tx) -> Result<std::string> {
    TRY(before, tx.find<Counter>(counter));
    if (body == "bad") return refuse(Code::conflict, "BAD", "This is refused.");
    if (body == "throws") throw std::runtime_error("a mistake");
    const std::int64_t value = (before ? before->value : 0) + 1;
    tx.save(Counter{counter, value});
    if (body == "break") tx.save(Counter{"broken", -1});
    if (body == "late") return refuse(Code::conflict, "LATE", "Too late to refuse.");
    tx.emit_draft({"test.Added", counter, std::to_string(value)});
    return std::to_string(value);
  };
  command.done = [this](const Answer& answer) {
    answers.push_back(answer.response ? *answer.response : "!" + answer.response.error().reason);
  };
  return command;
}

void LaneFixture::run() {
  while (lane->run_once()) {
  }
}

void LaneFixture::set_timers(const std::vector<Timer>& timers) {
  Command command = add_to("", "");
  command.run = [&](Transaction& tx) -> Result<std::string> {
    for (const Timer& timer : timers) tx.set_timer(timer);
    return std::string("set");
  };
  ASSERT_TRUE(lane->offer(std::move(command)));
  EXPECT_TRUE(lane->run_once());
}

std::vector<std::string> LaneFixture::timers() {
  std::vector<std::string> all;
  for (const Row& row : database->read()->sql().query(kTimers)) all.push_back(row.text(0));
  return all;
}

std::vector<std::string> LaneFixture::values() {
  std::vector<std::string> all;
  for (const Row& row : database->read()->sql().query(kAll))
    all.push_back(row.text(0) + "=" + std::to_string(row.integer(1)));
  return all;
}

std::vector<std::int64_t> LaneFixture::positions() {
  std::vector<std::int64_t> all;
  for (const LogRecord& record : lane->log()->read(0, 10'000)) all.push_back(record.position);
  return all;
}

Delivery LaneFixture::delivery(std::int64_t first, const std::vector<std::string>& keys) {
  Delivery made{"source", "epoch-1", {}};
  for (const std::string& key : keys) made.records.push_back({first++, clock.now(), "test.Happened", key, ""});
  return made;
}

std::string LaneFixture::deliver(Delivery delivery) {
  std::string outcome = "not done";
  lane->offer(std::move(delivery),
              [&](const Result<void>& result) { outcome = result ? "ok" : result.error().reason; });
  run();
  return outcome;
}

}  // namespace testing
}  // namespace opora

OPORA_STORED(opora::Counter);
