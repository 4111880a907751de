// What PostgreSQL has beyond the contract of all engines: a text of its own, and a server that may go away.
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "platform/sql/database.h"
#include "platform/sql/postgres/open_postgres.h"
#include "platform/sql/postgres/postgres_connection.h"
#include "platform/sql/postgres/postgres_error.h"
#include "platform/sql/postgres/postgres_text.h"
#include "platform/testing/postgres_test_database.h"

namespace opora {
namespace {

using Kind = EngineError::Kind;
using testing::PostgresTestDatabase;

constexpr std::array kSteps{Migration{1, "notes", "CREATE TABLE notes (id TEXT PRIMARY KEY) WITHOUT ROWID;"}};
constexpr std::array kMigrations{Migrations{"test", kSteps}};
const Statement kInsert{"INSERT INTO notes (id) VALUES (:id)"};
const Statement kSelect{"SELECT id FROM notes ORDER BY id"};
const Statement kCount{"SELECT COUNT(*) FROM notes"};

Kind kind_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const EngineError& error) {
    return error.kind();
  }
  return Kind::other;
}

TEST(PostgresText, ParametersAreNumberedAndTheRestIsLeftAlone) {
  const auto numbered = with_numbered_parameters(
      "SELECT ':no', \":no\", a::text -- :no\n FROM t WHERE a = :first AND b = :second_2 OR c > :first");
  EXPECT_EQ(numbered.text, "SELECT ':no', \":no\", a::text -- :no\n FROM t WHERE a = $1 AND b = $2 OR c > $1");
  EXPECT_EQ(numbered.names, (std::vector<std::string>{"first", "second_2"}));
  EXPECT_EQ(with_numbered_parameters("SELECT 'open :no").text, "SELECT 'open :no");
}

TEST(PostgresText, SchemasAreTranslatedByTheWord) {
  EXPECT_EQ(schema_in_postgres_words("CREATE TABLE t (a BLOB, b INTEGER, text TEXT) WITHOUT ROWID;"),
            "CREATE TABLE t (a BYTEA, b BIGINT, text TEXT COLLATE \"C\")  ;");
  EXPECT_EQ(schema_in_postgres_words("DEFAULT 'BLOB', BLOBS"), "DEFAULT 'BLOB', BLOBS");
}

TEST(PostgresErrors, SayWhoseFaultTheyAre) {
  const std::pair<const char*, Kind> cases[] = {{"23505", Kind::constraint}, {"53100", Kind::full},
                                                {"53300", Kind::busy},       {"57P01", Kind::busy},
                                                {"25006", Kind::busy},       {"25P02", Kind::other},
                                                {"", Kind::busy},            {"XX001", Kind::other},
                                                {"42P01", Kind::other},      {"57014", Kind::too_slow},
                                                {"25P03", Kind::too_slow},   {"25P04", Kind::too_slow},
                                                {"55P03", Kind::busy}};
  for (const auto& [state, kind] : cases) EXPECT_EQ(kind_of_postgres_error(state), kind) << state;
}

class Postgres : public ::testing::Test {
 protected:
  std::vector<std::string> ids() {
    std::vector<std::string> all;
    for (const Row& row : opened->read()->sql().query(kSelect)) all.push_back(row.text(0));
    return all;
  }
  void insert(const std::string& id) {
    opened->begin();
    opened->writer().execute(kInsert, {{"id", id}});
    opened->commit();
  }
  PostgresTestDatabase server;
  std::unique_ptr<Database> opened = open_postgres({.address = server.address()}, kMigrations).value();
};

TEST_F(Postgres, ConnectionsThatAreLostAreMadeAgain) {
  insert("before");
  EXPECT_EQ(ids(), std::vector<std::string>{"before"});
  server.end_sessions();
  EXPECT_EQ(kind_of([&] { insert("lost"); }), Kind::busy);
  opened->rollback();
  insert("after");
  EXPECT_EQ(ids(), (std::vector<std::string>{"after", "before"}));
}

TEST_F(Postgres, AConnectionLostWhileCommittingLeavesTheOutcomeOpen) {
  opened->begin();
  opened->writer().execute(kInsert, {{"id", "perhaps"}});
  server.end_sessions();
  EXPECT_EQ(kind_of([&] { opened->commit(); }), Kind::outcome_unknown);
  insert("after");
  EXPECT_EQ(ids(), std::vector<std::string>{"after"}) << "here it had not happened";
}

// What stands in a few rows of many shows in them, and stays when the rows are gone.
TEST_F(Postgres, KeepsNoStatisticsOfWhatIsSealed) {
  static constexpr std::array<Migration, 1> kTwo{
      Migration{1, "tables", "CREATE TABLE open_notes (id TEXT); CREATE TABLE sealed_notes (id TEXT, note TEXT);"}};
  static constexpr std::array kBoth{Migrations{"two", kTwo}};
  const PostgresTestDatabase place;
  const auto database = open_postgres({.address = place.address()}, kBoth).value();
  const std::vector<std::string> sealed{"sealed_notes"};
  database->keep_no_statistics(sealed);
  database->keep_no_statistics(sealed);  // as at each start
  constexpr Statement kFillOpen{"INSERT INTO open_notes SELECT 'note' FROM generate_series(1, 100)"};
  constexpr Statement kFillSealed{"INSERT INTO sealed_notes SELECT 'note', 'text' FROM generate_series(1, 100)"};
  constexpr Statement kAnalyze{"ANALYZE open_notes, sealed_notes"};
  constexpr Statement kStatistics{"SELECT tablename FROM pg_stats WHERE tablename IN ('open_notes', 'sealed_notes')"};
  constexpr Statement kOptions{"SELECT array_to_string(reloptions, ',') FROM pg_class WHERE relname = 'sealed_notes'"};
  database->begin();
  for (const Statement* each : {&kFillOpen, &kFillSealed, &kAnalyze}) database->writer().execute(*each);
  database->commit();
  const Rows found = database->read()->sql().query(kStatistics);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].text(0), "open_notes");
  EXPECT_EQ(database->read()->sql().query(kOptions).at(0).text(0), "autovacuum_analyze_threshold=2147483647");
}

TEST_F(Postgres, SaysWhatItsServerWritesDownOfStatements) {
  EXPECT_EQ(opened->written_down(), std::vector<std::string>());
  constexpr Statement kName{"SELECT current_database()"};
  const std::string name = opened->read()->sql().query(kName).at(0).text(0);
  for (const char* setting : {"log_statement = 'mod'", "log_duration = on", "log_min_duration_statement = 250"}) {
    const std::string text = "ALTER DATABASE \"" + name + "\" SET " + setting;
    opened->begin();
    opened->writer().execute(Statement(text.c_str()));
    opened->commit();
  }
  opened = open_postgres({.address = server.address()}, kMigrations).value();
  EXPECT_EQ(opened->written_down(),
            (std::vector<std::string>{"log_duration = on", "log_min_duration_statement = 250", "log_statement = mod"}));
}

// As the connections of a server that has become a standby, or of a database that was made read-only for a while.
TEST_F(Postgres, AConnectionThatTakesNoWritesIsLeft) {
  constexpr Statement kReadOnly{"SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"};
  opened->begin();
  opened->writer().execute(kReadOnly, {});
  opened->commit();
  EXPECT_EQ(kind_of([&] { insert("refused"); }), Kind::busy);
  opened->rollback();
  insert("after");
  EXPECT_EQ(ids(), std::vector<std::string>{"after"});
}

// It has read nothing of what was sent since, so a commit has not happened: nobody needs to ask.
TEST_F(Postgres, ATransactionThatWasEndedForStandingIdleSaysSo) {
  constexpr Statement kLimit{"SET idle_in_transaction_session_timeout = '50ms'"};
  constexpr Statement kSession{"SELECT pg_backend_pid()"};
  const Statement kIsThere{"SELECT COUNT(*) FROM pg_stat_activity WHERE pid = :pid"};
  const auto stand_idle = [&] {
    opened->begin();
    opened->writer().execute(kLimit, {});
    opened->writer().execute(kInsert, {{"id", "lost"}});
    const std::int64_t session = opened->writer().query(kSession, {}).at(0).integer(0);
    while (opened->read()->sql().query(kIsThere, {{"pid", session}}).at(0).integer(0) > 0) {
    }
  };
  const std::pair<const char*, std::function<void()>> cases[] = {
      {"asked for something", [&] { opened->writer().query(kCount, {}); }},
      {"asked for nothing but the commit", [&] { opened->commit(); }},
      {"written to first",
       [&] {
         opened->writer().execute_each(kInsert, std::vector<std::string>{"a", "b"},
                                       [](const std::string& id, const auto& next) { next({{"id", id}}); });
         opened->commit();
       }}};
  for (const auto& [rule, work] : cases) {
    SCOPED_TRACE(rule);
    stand_idle();
    try {
      work();
      ADD_FAILURE() << "not ended";
    } catch (const EngineError& error) {
      EXPECT_EQ(error.kind(), Kind::too_slow) << error.what();
      EXPECT_NE(std::string(error.what()).find("took too long"), std::string::npos) << error.what();
    }
    opened->rollback();
  }
  insert("after");
  EXPECT_EQ(ids(), std::vector<std::string>{"after"});
}

TEST_F(Postgres, AStatementWhoseTimeIsUpIsTooSlowAndStandingInLineIsNot) {
  constexpr Statement kLimit{"SET statement_timeout = '50ms'"};
  constexpr Statement kSlow{"SELECT COUNT(*) FROM (SELECT pg_sleep(60)) AS slept"};
  opened->begin();
  opened->writer().execute(kLimit, {});
  opened->commit();
  opened->begin();
  EXPECT_EQ(kind_of([&] { opened->writer().query(kSlow, {}); }), Kind::too_slow);
  opened->rollback();
  auto replica = open_postgres({.address = server.address()}, kMigrations);
  ASSERT_TRUE(replica) << replica.error().message;
  (*replica)->begin();
  (*replica)->await_lock();
  opened->begin();
  EXPECT_EQ(kind_of([&] { opened->await_lock(); }), Kind::busy);
  opened->rollback();
  (*replica)->rollback();
  insert("after");
}

TEST_F(Postgres, AMistakeInWhatNobodyWaitsForIsToldByTheCommit) {
  opened->begin();
  const std::vector<std::string> twice{"same", "same"};
  opened->writer().execute_each(kInsert, twice, [](const std::string& id, const auto& next) { next({{"id", id}}); });
  EXPECT_EQ(kind_of([&] { opened->commit(); }), Kind::constraint);
  insert("after");
  EXPECT_EQ(ids(), std::vector<std::string>{"after"});
}

TEST_F(Postgres, AnErrorNeverNamesAValue) {
  insert("a secret");
  opened->begin();
  try {
    opened->writer().execute(kInsert, {{"id", "a secret"}});
    ADD_FAILURE() << "not refused";
  } catch (const EngineError& error) {
    EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("INSERT INTO notes"), std::string::npos) << error.what();
  }
  opened->rollback();
}

TEST_F(Postgres, AReplicaHearsOfWhatOthersCommit) {
  auto replica = open_postgres({.address = server.address()}, kMigrations);
  ASSERT_TRUE(replica) << replica.error().message;
  std::mutex mutex;
  std::condition_variable heard;
  std::size_t found_count = 0;
  std::vector<std::string> notices;
  const auto watch = (*replica)->watch([&](std::string_view said) {
    const std::size_t found = (*replica)->read()->sql().query(kSelect).size();
    const std::lock_guard lock(mutex);
    if (found > found_count) notices.emplace_back(said);
    found_count = found;
    heard.notify_all();
  });
  const auto wait_for = [&](std::size_t count) {
    std::unique_lock lock(mutex);
    return heard.wait_for(lock, std::chrono::seconds(60), [&] { return found_count == count; });
  };
  insert("found by looking");
  EXPECT_TRUE(wait_for(1));
  // It may be found by looking once more, right before it is told: then the next one is told.
  for (std::size_t i = 2; notices.back() != "'quoted' notice" && i < 10; ++i) {
    opened->begin();
    opened->writer().execute(kInsert, {{"id", "told" + std::to_string(i)}});
    opened->announce("'quoted' notice");
    opened->commit();
    ASSERT_TRUE(wait_for(i));
  }
  EXPECT_EQ(notices.back(), "'quoted' notice");
  EXPECT_EQ(notices.front(), "");
}

TEST_F(Postgres, IsChangedAloneOrServedFrom) {
  const PostgresOptions alone{.address = server.address(), .is_alone = true};
  const auto refused = open_postgres(alone, kMigrations);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "DATABASE_IN_USE");
  opened.reset();
  {
    const auto working = open_postgres(alone, kMigrations);
    ASSERT_TRUE(working) << working.error().message;
    const auto started = open_postgres({.address = server.address()}, kMigrations);
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().reason, "DATABASE_IN_USE");
    EXPECT_FALSE(open_postgres(alone, kMigrations)) << "nor by two";
  }
  EXPECT_TRUE(open_postgres({.address = server.address()}, kMigrations));
}

// After an outage a service may have nothing to write for a long time.
TEST_F(Postgres, IsServedFromThoughTheWriterWasLost) {
  std::mutex mutex;
  std::condition_variable looked;
  int look_count = 0;
  const auto watch = opened->watch([&](std::string_view) {
    const std::lock_guard lock(mutex);
    ++look_count;
    looked.notify_all();
  });
  const auto looks = [&](int more) {
    std::unique_lock lock(mutex);
    return looked.wait_for(lock, std::chrono::seconds(60),
                           [&, until = look_count + more] { return look_count >= until; });
  };
  ASSERT_TRUE(looks(1));
  server.end_sessions();
  ASSERT_TRUE(looks(2)) << "by another session";
  const auto refused = open_postgres({.address = server.address(), .is_alone = true}, kMigrations);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "DATABASE_IN_USE");
}

TEST(PostgresReplicas, ThatStartAtOnceMakeOneSchema) {
  const PostgresTestDatabase server;
  std::vector<std::thread> starting;
  std::atomic<int> opened_count = 0;
  for (int i = 0; i < 8; ++i)
    starting.emplace_back([&] {
      const auto replica = open_postgres({.address = server.address()}, kMigrations);
      EXPECT_TRUE(replica) << replica.error().message;
      if (replica) ++opened_count;
    });
  for (std::thread& each : starting) each.join();
  EXPECT_EQ(opened_count, 8);
}

TEST_F(Postgres, TwoWritersTakeTurns) {
  auto replica = open_postgres({.address = server.address()}, kMigrations);
  ASSERT_TRUE(replica) << replica.error().message;
  std::vector<std::thread> writers;
  for (Database* database : {opened.get(), replica->get()})
    writers.emplace_back([database] {
      for (int i = 0; i < 50; ++i) {
        database->begin();
        const auto count = database->writer().query(kCount).at(0).integer(0);
        database->writer().execute(kInsert, {{"id", "n" + std::to_string(count)}});
        database->commit();
      }
    });
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(opened->read()->sql().query(kCount).at(0).integer(0), 100);
}

TEST(PostgresAddress, ThatLeadsNowhereIsRefusedInASentenceWithoutItsPassword) {
  const char* addresses[] = {"host=/nowhere user=somebody password=secret", "postgresql://u:se%zzcret@localhost/x",
                             "password=my secret", "postgresql://u:p@secret@127.0.0.1/x",
                             "postgresql://u:se/cret@127.0.0.1/x", "postgresql://u:secret@[::1]x/db"};
  for (const char* address : addresses) {
    const auto refused = open_postgres({.address = address}, kMigrations);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, "DATABASE_UNAVAILABLE");
    EXPECT_EQ(refused.error().message.find("cret"), std::string::npos) << refused.error().message;
  }
}

}  // namespace
}  // namespace opora
