// What SQLite's own adapter promises beyond the contract of all engines.
#include <stdexcept>

#include <gtest/gtest.h>

#include "platform/sql/sqlite/memory_database.h"
#include "platform/sql/sqlite/sqlite_connection.h"
#include "platform/sql/tests/notes.h"

namespace opora {
namespace {

using namespace std::string_view_literals;

class SqliteStatement : public ::testing::Test {
 protected:
  SqliteStatement() : connection_(memory_path("statements"), SqliteConnection::Access::read_write) {
    connection_.run_script("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT)");
  }
  SqliteConnection connection_;
};

TEST_F(SqliteStatement, TextKeepsItsNulBytes) {
  const Statement echo{"SELECT :text"};
  EXPECT_EQ(connection_.query(echo, {{"text", "a\0б\0"sv}})[0].text(0), "a\0б\0"sv);
}

TEST_F(SqliteStatement, MustBeOneStatementWithNamedParameters) {
  const Statement two{"SELECT 1; SELECT 2"}, none{" -- nothing"}, numbered{"SELECT ?"}, dollar{"SELECT $a"};
  const Statement fine{"SELECT 1;\n"};
  EXPECT_THROW(connection_.query(two), std::logic_error);
  EXPECT_THROW(connection_.query(none), std::logic_error);
  EXPECT_THROW(connection_.query(numbered, {{"a", 1}}), std::logic_error);
  EXPECT_THROW(connection_.query(dollar, {{"a", 1}}), std::logic_error);
  EXPECT_EQ(connection_.query(fine).size(), 1u);
}

TEST_F(SqliteStatement, ANameUsedTwiceIsGivenOnce) {
  const Statement twice{"SELECT :a + :b + :a"};
  EXPECT_EQ(connection_.query(twice, {{"b", 1}, {"a", 10}})[0].integer(0), 21);
}

TEST_F(SqliteStatement, ARealNumberIsAMistakeOfOurs) {
  const Statement real{"SELECT 1.5"};
  EXPECT_THROW(connection_.query(real), std::logic_error);
}

TEST_F(SqliteStatement, OneAtTheAddressOfAnotherIsNotTakenForIt) {
  const auto answer_of = [&](const std::string& text) {
    const Statement statement(text.c_str());
    return connection_.query(statement)[0].integer(0);
  };
  for (int number = 0; number < 3; ++number) EXPECT_EQ(answer_of("SELECT " + std::to_string(number)), number);
}

TEST_F(SqliteStatement, ChangesAreNotThoseOfAnEarlierStatement) {
  const Statement insert{"INSERT INTO notes (body) VALUES ('x')"}, create{"CREATE TABLE other (id)"};
  EXPECT_EQ(connection_.execute(insert), 1);
  EXPECT_EQ(connection_.execute(create), 0);
}

TEST(SqliteMemory, AReaderInTheWritersWayIsToldBusy) {
  const auto database = open_notes(memory_path("in the way"));
  database->begin();
  insert_note(database->writer(), 10);
  try {
    count_notes(*database);
    FAIL() << "read beside a writer";
  } catch (const EngineError& error) {
    EXPECT_EQ(error.kind(), EngineError::Kind::busy);
  }
  database->commit();
  EXPECT_EQ(count_notes(*database), 1);
}

TEST(SqliteMemory, LivesAsLongAsSomethingHoldsIt) {
  const std::string path = memory_path("held");
  {
    const MemoryKeepAlive keep_alive(path);
    add_notes(*open_notes(path), 1, 10);
    EXPECT_EQ(count_notes(*open_notes(path)), 1);
  }
  EXPECT_EQ(count_notes(*open_notes(path)), 0);
}

}  // namespace
}  // namespace opora
