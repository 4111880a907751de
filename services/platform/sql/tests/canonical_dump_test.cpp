#include "platform/sql/canonical_dump.h"

#include <array>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "platform/sql/database.h"
#include "platform/sql/sqlite/memory_database.h"
#include "platform/sql/sqlite/open_sqlite.h"

namespace opora {
namespace {

constexpr std::array kSteps{
    Migration{1, "tables",
              "CREATE TABLE seats (note TEXT, session TEXT NOT NULL, person TEXT NOT NULL, number INTEGER, "
              "PRIMARY KEY (session, person)) WITHOUT ROWID;"
              "CREATE TABLE \"odd name\" (b, a)"}};
constexpr std::array kMigrations{Migrations{"dump", kSteps}};
const Statement kSeat{"INSERT INTO seats (session, person, number, note) VALUES (:session, :person, :number, :note)"};
const Statement kOdd{"INSERT INTO \"odd name\" (b, a) VALUES (:b, :a)"};

class CanonicalDump : public ::testing::Test {
 protected:
  CanonicalDump() {
    SqliteOptions options;
    options.path = memory_path("dump");
    database_ = *open_sqlite(options, kMigrations);
    database_->begin();
  }
  std::string dump(const std::vector<std::string>& tables) { return canonical_dump(database_->writer(), tables); }
  void seat(const char* session, const char* person, int number, Value note = nullptr) {
    database_->writer().execute(kSeat, {{"session", session}, {"person", person}, {"number", number}, {"note", note}});
  }
  std::unique_ptr<Database> database_;
};

TEST_F(CanonicalDump, RowsComeByPrimaryKeyHoweverTheyWereWritten) {
  seat("s2", "p1", 3);
  seat("s1", "p2", 1);
  seat("s1", "p1", 2, "said \"no\"\n");
  EXPECT_EQ(dump({"seats"}),
            "seats {note: \"said \\\"no\\\"\\x0a\", session: \"s1\", person: \"p1\", number: 2}\n"
            "seats {note: null, session: \"s1\", person: \"p2\", number: 1}\n"
            "seats {note: null, session: \"s2\", person: \"p1\", number: 3}\n");
}

TEST_F(CanonicalDump, WithoutAKeyAllColumnsOrder) {
  for (const int b : {2, 1}) database_->writer().execute(kOdd, {{"b", b}, {"a", "x"}});
  EXPECT_EQ(dump({"odd name"}), "odd name {b: 1, a: \"x\"}\nodd name {b: 2, a: \"x\"}\n");
}

TEST_F(CanonicalDump, TablesComeInTheOrderAskedFor) {
  seat("s", "p", 1);
  database_->writer().execute(kOdd, {{"b", 1}, {"a", nullptr}});
  EXPECT_LT(dump({"odd name", "seats"}).find("odd"), dump({"odd name", "seats"}).find("seats"));
  EXPECT_LT(dump({"seats", "odd name"}).find("seats"), dump({"seats", "odd name"}).find("odd"));
}

TEST_F(CanonicalDump, AnUnknownTableIsAMistake) { EXPECT_THROW(dump({"nothing"}), std::logic_error); }

TEST_F(CanonicalDump, ShowsTheColumnsThatAnotherDatabaseHas) {
  constexpr std::array older{
      Migration{1, "tables", "CREATE TABLE seats (session TEXT, person TEXT, PRIMARY KEY (session, person))"}};
  const auto like = *open_sqlite({.path = memory_path("older")}, std::array{Migrations{"dump", older}});
  seat("s1", "p1", 1);
  const std::vector<std::string> tables{"seats"};
  EXPECT_EQ(canonical_dump(database_->writer(), tables, like->read()->sql()),
            "seats {session: \"s1\", person: \"p1\"}\n");
}

}  // namespace
}  // namespace opora
