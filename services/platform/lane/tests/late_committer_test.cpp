// Writers whose commits come late and out of order: a reader who asks for what lies after the last position it has seen
// misses nothing of a lane's log, while the same reader of a table numbered by a sequence does.
#include <array>
#include <random>
#include <thread>

#include <gtest/gtest.h>

#include "platform/clock/clock.h"
#include "platform/lane/lane.h"
#include "platform/sql/postgres/open_postgres.h"
#include "platform/sql/postgres/postgres_connection.h"
#include "platform/testing/postgres_test_database.h"
#include "platform/testing/wrapped_database.h"

namespace opora::testing {
namespace {

constexpr int kWriters = 64;
constexpr std::int64_t kEvents = 200'000;

constexpr std::array kSteps{Migration{1, "numbered", R"sql(
CREATE TABLE numbered (number BIGSERIAL PRIMARY KEY, name TEXT NOT NULL);
)sql"}};
const Statement kNumberedAfter{"SELECT number FROM numbered WHERE number > :after ORDER BY number LIMIT 1000"};
const Statement kWait{"SELECT COUNT(*) FROM (SELECT pg_sleep(CAST(:us AS BIGINT) / 1000000.0)) AS waited"};
const Statement kCount{"SELECT COUNT(*) FROM numbered"};

std::unique_ptr<Database> open(const PostgresTestDatabase& server) {
  const std::array migrations{platform_migrations(), Migrations{"test", kSteps}};
  return open_postgres({.address = server.address(), .reader_count = 1}, migrations).value();
}

// Waits at random between giving out positions and making them known.
class LateDatabase final : public WrappedDatabase {
 public:
  LateDatabase(std::unique_ptr<Database> inner, unsigned seed) : WrappedDatabase(std::move(inner)), random_(seed) {}
  void commit() override {
    writer().query(kWait, {{"us", std::uniform_int_distribution(0, 2'000)(random_)}});
    WrappedDatabase::commit();
  }

 private:
  std::mt19937 random_;
};

class LateCommitter : public ::testing::Test {
 protected:
  // Reads what lies after the last one it saw, until the writers have ended and nothing more comes.
  std::vector<std::int64_t> read_all(const std::function<std::vector<std::int64_t>(std::int64_t)>& after) {
    std::vector<std::int64_t> seen;
    for (bool last_look = false; !last_look;) {
      last_look = over_;
      for (auto page = after(seen.empty() ? 0 : seen.back()); !page.empty(); page = after(seen.back()))
        seen.insert(seen.end(), page.begin(), page.end());
    }
    return seen;
  }
  void write_with(const std::function<void(int)>& writer) {
    std::vector<std::thread> writers;
    for (int i = 0; i < kWriters; ++i) writers.emplace_back([&, i] { writer(i); });
    for (std::thread& each : writers) each.join();
    over_ = true;
  }

  const PostgresTestDatabase server_;
  std::atomic<bool> over_ = false;
};

TEST_F(LateCommitter, NothingOfALanesLogIsPassedOver) {
  SystemClock clock;
  IdSource ids;
  LaneObserver observer;
  const auto reader = open(server_);
  const auto reading = std::make_unique<Lane>(
      *reader, clock, ids, LaneOptions{.name = "test"},
      [](Transaction&, const std::string&, const LogRecord&) -> Result<void> { return {}; },
      [](Transaction&, const Timer&) -> Result<std::string> { return std::string(); }, observer);
  std::vector<std::int64_t> seen;
  std::thread following([&] {
    seen = read_all([&](std::int64_t position) {
      reading->poll_remote_commits();
      std::vector<std::int64_t> page;
      for (const LogRecord& record : reading->log()->read(position, 1000)) page.push_back(record.position);
      return page;
    });
  });
  std::atomic<std::int64_t> left = kEvents;
  write_with([&](int number) {
    LateDatabase database(open(server_), static_cast<unsigned>(number));
    Lane lane(
        database, clock, ids, LaneOptions{.name = "test"},
        [](Transaction&, const std::string&, const LogRecord&) -> Result<void> { return {}; },
        [](Transaction&, const Timer&) -> Result<std::string> { return std::string(); }, observer);
    while (left.fetch_sub(100) > 0) {
      Command command;
      command.method = "Write";
      command.run = [](Transaction& tx) -> Result<std::string> {
        for (int i = 0; i < 100; ++i) tx.emit_draft({"test.Written", "key", ""});
        return std::string();
      };
      command.done = [](const Answer& answer) { EXPECT_TRUE(answer.response) << answer.response.error().message; };
      ASSERT_TRUE(lane.offer(std::move(command)));
      lane.run_once();
    }
  });
  following.join();
  ASSERT_EQ(static_cast<std::int64_t>(seen.size()), kEvents);
  for (std::int64_t i = 0; i < kEvents; ++i) ASSERT_EQ(seen[static_cast<std::size_t>(i)], i + 1);
}

// The control: the same reader, the same delays, but numbers of a sequence and no lock.
TEST_F(LateCommitter, ACursorOverASequenceLosesSome) {
  const auto reader = open(server_);
  std::vector<std::int64_t> seen;
  std::thread following([&] {
    seen = read_all([&](std::int64_t number) {
      std::vector<std::int64_t> page;
      for (const Row& row : reader->read()->sql().query(kNumberedAfter, {{"after", number}}))
        page.push_back(row.integer(0));
      return page;
    });
  });
  write_with([&](int number) {
    PostgresConnection unlocked(server_.address(), PostgresConnection::Purpose::reading);
    for (int i = 0; i < 50; ++i) {
      unlocked.run_script("BEGIN; INSERT INTO numbered (name) VALUES ('x'); SELECT pg_sleep(0.0001 * " +
                          std::to_string(number % 7) + "); COMMIT");
    }
  });
  following.join();
  const std::int64_t written = reader->read()->sql().query(kCount).at(0).integer(0);
  EXPECT_EQ(written, kWriters * 50);
  EXPECT_LT(static_cast<std::int64_t>(seen.size()), written);
}

}  // namespace
}  // namespace opora::testing
