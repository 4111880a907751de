// A copy is compared with what it was made from, and what is not alike is found.
#include <array>

#include <gtest/gtest.h>

#include "opora/move/tables.h"
#include "platform/testing/engines.h"

namespace opora::move {
namespace {

constexpr std::array kWideSteps{Migration{
    1, "notes", "CREATE TABLE notes (b TEXT, a INTEGER, body BLOB, PRIMARY KEY (a, b)) WITHOUT ROWID;"}};
constexpr std::array kOtherSteps{Migration{
    1, "notes", "CREATE TABLE notes (b TEXT, a INTEGER, text BLOB, PRIMARY KEY (a, b)) WITHOUT ROWID;"}};
constexpr std::array kWideMigrations{Migrations{"test", kWideSteps}};
constexpr std::array kOtherMigrations{Migrations{"test", kOtherSteps}};

const Statement kPut{"INSERT INTO notes (a, b, body) VALUES (:a, :b, :body)"};
const Statement kChange{"UPDATE notes SET body = NULL WHERE a = 1500"};
const Statement kRemove{"DELETE FROM notes WHERE a = 1500"};
const Statement kRemoveLast{"DELETE FROM notes WHERE a = 2999 AND b = 'z'"};
const Statement kAddLast{"INSERT INTO notes (a, b, body) VALUES (4000, '', NULL)"};
const Statement kCount{"SELECT COUNT(*) FROM notes"};

class MovedTables : public ::testing::TestWithParam<testing::Engine> {
 protected:
  void SetUp() override {
    from_ = from_test_database_->open(kWideMigrations).value();
    to_ = to_test_database_->open(kWideMigrations).value();
    from_->begin();
    to_->begin();
    for (int i = 0; i < 3000; ++i) add(i);
  }
  void add(int i) {
    for (const char* b : {"z", "Z", "é"})
      from_->writer().execute(kPut, {{"a", i}, {"b", b}, {"body", i % 2 == 0 ? Value(Blob{body_}) : Value(nullptr)}});
  }
  std::string compared() {
    const auto tables = common_tables(from_->writer(), to_->writer());
    const auto alike = compare_table(from_->writer(), to_->writer(), tables.value().at(0));
    return alike ? "" : alike.error().reason;
  }
  void copy() {
    const auto tables = common_tables(from_->writer(), to_->writer());
    copy_table(from_->writer(), to_->writer(), tables.value().at(0), [this](std::int64_t count) { told_ = count; });
  }

  std::string body_{"\0 \xff'\"", 5};
  std::int64_t told_ = 0;
  std::unique_ptr<testing::TestDatabase> from_test_database_ = testing::quick_engines()[0].make_database();
  std::unique_ptr<testing::TestDatabase> to_test_database_ = GetParam().make_database();
  std::unique_ptr<Database> from_, to_;
};

TEST_P(MovedTables, ArriveWhole) {
  copy();
  EXPECT_EQ(told_, 9000);
  EXPECT_EQ(to_->writer().query(kCount)[0].integer(0), 9000);
  EXPECT_EQ(compared(), "");
}

TEST_P(MovedTables, AreComparedRowByRow) {
  EXPECT_EQ(compared(), "COPY_DIFFERS") << "nothing has arrived";
  for (const Statement* damage : {&kChange, &kRemove, &kRemoveLast, &kAddLast}) {
    for (Database* damaged : {from_.get(), to_.get()}) {
      from_->commit(), to_->rollback();
      from_->begin(), to_->begin();
      copy();
      ASSERT_EQ(compared(), "");
      damaged->writer().execute(*damage);
      EXPECT_EQ(compared(), "COPY_DIFFERS") << damage->text();
      from_->rollback(), to_->rollback();
      from_->begin(), to_->begin();
    }
  }
}

TEST_P(MovedTables, HaveToBeEmptyBefore) {
  const auto tables = common_tables(from_->writer(), to_->writer()).value();
  EXPECT_TRUE(check_empty(to_->writer(), tables));
  to_->writer().execute(kAddLast);
  const auto refused = check_empty(to_->writer(), tables);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "TARGET_NOT_EMPTY");
}

TEST_P(MovedTables, HaveToBeOfOneVersion) {
  const auto place = GetParam().make_database();
  const auto other = place->open(kOtherMigrations).value();
  other->begin();
  const auto refused = common_tables(from_->writer(), other->writer());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "SCHEMA_DIFFERS");
}

INSTANTIATE_TEST_SUITE_P(To, MovedTables, ::testing::ValuesIn(testing::quick_engines()),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace opora::move
