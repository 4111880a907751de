// What every engine promises the lane and the stores.
#include <array>
#include <limits>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "platform/testing/engines.h"

namespace opora {
namespace {

using testing::Engine;
using testing::engines;
using testing::TestDatabase;
using NoteId = Id<struct NoteTag>;
using namespace std::string_view_literals;

constexpr const char* kNotes =
    "CREATE TABLE notes (id TEXT PRIMARY KEY, title TEXT, body BLOB, count INTEGER CHECK (count >= 0)) WITHOUT ROWID";
const Statement kInsert{"INSERT INTO notes (id, title, body, count) VALUES (:id, :title, :body, :count)"};
const Statement kSelect{"SELECT title, body, count FROM notes WHERE id = :id"};
const Statement kCountOf{"SELECT count FROM notes WHERE id = :id"};
const Statement kCount{"SELECT count(*) FROM notes"};
const Statement kSetCount{"UPDATE notes SET count = :count WHERE id = :id"};
const Statement kRaise{"UPDATE notes SET count = count + :by"};
const Statement kDeleteAll{"DELETE FROM notes"};

class Contract : public ::testing::TestWithParam<Engine> {
 protected:
  Contract() : test_database_(GetParam().make_database()) { reopen(); }

  void reopen() {
    database_.reset();
    const std::array steps{Migration{1, "notes", kNotes}};
    const std::array migrations{Migrations{"contract", steps}};
    auto opened = test_database_->open(migrations);
    ASSERT_TRUE(opened) << opened.error().message;
    database_ = *std::move(opened);
  }

  Sql& sql() { return database_->writer(); }
  void insert(std::string_view id, int count = 0) {
    sql().execute(kInsert, {{"id", id}, {"title", nullptr}, {"body", nullptr}, {"count", count}});
  }
  void commit_one(std::string_view id) {
    database_->begin();
    insert(id);
    database_->commit();
  }
  std::int64_t committed_count() { return database_->read()->sql().query(kCount)[0].integer(0); }

  std::unique_ptr<TestDatabase> test_database_;
  std::unique_ptr<Database> database_;
};

TEST_P(Contract, ValuesComeBackAsTheyWent) {
  database_->begin();
  sql().execute(kInsert, {{"id", NoteId{"n1"}}, {"title", "опора, тірек"}, {"body", Blob{"\0\xff\0"sv}}, {"count", 7}});
  const Rows rows = sql().query(kSelect, {{"id", NoteId{"n1"}}});
  database_->commit();
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].text(0), "опора, тірек");
  EXPECT_EQ(rows[0].bytes(1), "\0\xff\0"sv);
  EXPECT_EQ(rows[0].integer(2), 7);
  EXPECT_THROW(rows[0].text(2), std::bad_variant_access);
}

TEST_P(Contract, NullIsNotEmptyAndEmptyIsNotNull) {
  database_->begin();
  sql().execute(kInsert, {{"id", "null"}, {"title", nullptr}, {"body", nullptr}, {"count", nullptr}});
  sql().execute(kInsert, {{"id", "empty"}, {"title", std::string_view()}, {"body", Blob{}}, {"count", 0}});
  const Row null = sql().query(kSelect, {{"id", "null"}})[0];
  const Row empty = sql().query(kSelect, {{"id", "empty"}})[0];
  database_->commit();
  for (std::size_t column = 0; column < 3; ++column) {
    EXPECT_TRUE(null.is_null(column)) << column;
    EXPECT_FALSE(empty.is_null(column)) << column;
  }
  EXPECT_EQ(empty.text(0), "");
  EXPECT_EQ(empty.bytes(1), "");
}

TEST_P(Contract, IntegersKeepAllTheirBits) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  database_->begin();
  sql().execute(kInsert, {{"id", "i"}, {"title", nullptr}, {"body", nullptr}, {"count", Instant{kMost}}});
  EXPECT_EQ(sql().query(kSelect, {{"id", "i"}})[0].instant(2).us, kMost);
  database_->rollback();
}

TEST_P(Contract, ParametersAreFoundByNameWhateverTheirOrder) {
  database_->begin();
  for (const char* id : {"a", "b"}) insert(id);
  EXPECT_EQ(sql().execute(kSetCount, {{"id", "a"}, {"count", 1}}), 1);
  EXPECT_EQ(sql().execute(kSetCount, {{"count", 2}, {"id", "b"}}), 1);
  EXPECT_EQ(sql().execute(kSetCount, {{"id", "a"}, {"count", 3}}), 1);
  EXPECT_EQ(sql().query(kSelect, {{"id", "a"}})[0].integer(2), 3);
  EXPECT_EQ(sql().query(kSelect, {{"id", "b"}})[0].integer(2), 2);
  database_->commit();
}

TEST_P(Contract, AWrongSetOfParametersIsAMistakeOfOurs) {
  database_->begin();
  EXPECT_THROW(sql().execute(kSetCount, {{"id", "a"}}), std::logic_error) << "one is missing";
  EXPECT_THROW(sql().execute(kSetCount, {{"id", "a"}, {"counts", 1}}), std::logic_error) << "one is unknown";
  EXPECT_THROW(sql().execute(kSetCount, {{"id", "a"}, {"id", "b"}}), std::logic_error) << "one is there twice";
  EXPECT_THROW(sql().execute(kSetCount, {{"id", "a"}, {"count", 1}, {"by", 1}}), std::logic_error) << "one too many";
  insert("after");
  database_->commit();
  EXPECT_EQ(committed_count(), 1);
}

TEST_P(Contract, ExecuteSaysHowManyRowsChanged) {
  database_->begin();
  EXPECT_EQ(sql().execute(kRaise, {{"by", 1}}), 0);
  for (const char* id : {"a", "b", "c"}) insert(id);
  EXPECT_EQ(sql().execute(kRaise, {{"by", 1}}), 3);
  EXPECT_EQ(sql().execute(kSetCount, {{"id", "nobody"}, {"count", 1}}), 0);
  EXPECT_EQ(sql().execute(kDeleteAll), 3);
  database_->rollback();
}

TEST_P(Contract, EachRunsOnceForEveryItemInOrder) {
  const std::vector<std::string> ids{"c", "a", "missing", "b"};
  const auto by_id = [](const std::string& id, const auto& next) { next({{"id", id}}); };
  database_->begin();
  sql().execute_each(kInsert, std::vector<std::string>{"a", "b", "c"}, [](const std::string& id, const auto& next) {
    next({{"id", id}, {"title", "title of " + id}, {"body", nullptr}, {"count", 1}});
  });
  const Rows rows = sql().query_each(kSelect, ids, by_id);
  EXPECT_TRUE(sql().query_each(kSelect, std::vector<std::string>{}, by_id).empty());
  database_->commit();
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].text(0), "title of c");
  EXPECT_EQ(rows[1].text(0), "title of a");
  EXPECT_EQ(rows[2].text(0), "title of b");
}

TEST_P(Contract, ReadsThatAreMadeTogetherEachHaveTheirOwnAnswers) {
  const auto by_id = [](const std::string& id, const auto& next) { next({{"id", id}}); };
  database_->begin();
  for (const char* id : {"a", "b"}) insert(id, *id);
  std::vector<std::int64_t> counts;
  int run_count = 0;
  sql().read_together([&](Sql::Pass pass) {
    ++run_count;
    for (const std::vector<std::string>& ids : {std::vector<std::string>{"b"}, {"missing"}, {"a", "b"}, {}}) {
      const Rows rows = sql().query_each(kSelect, ids, by_id);
      EXPECT_TRUE(pass == Sql::Pass::reading || rows.empty());
      for (const Row& row : rows) counts.push_back(row.integer(2));
      if (pass == Sql::Pass::reading) counts.push_back(0);
    }
  });
  EXPECT_EQ(counts, (std::vector<std::int64_t>{'b', 0, 0, 'a', 'b', 0, 0}));
  EXPECT_EQ(run_count, database_->has_free_round_trips() ? 1 : 2);
  sql().execute_each(kSetCount, std::vector<int>{9}, [](int to, const auto& next) {
    next({{"count", to}, {"id", "a"}});
  });
  EXPECT_EQ(sql().query_each(kSelect, std::vector<std::string>{"a"}, by_id)[0].integer(2), 9) << "nothing is kept";
  database_->rollback();
}

TEST_P(Contract, ReadsThatDifferFromWhatWasAnnouncedAreAMistakeOfOurs) {
  const auto by_id = [](const std::string& id, const auto& next) { next({{"id", id}}); };
  database_->begin();
  insert("a");
  std::vector<std::string> found;
  const auto reading = [&](Sql::Pass) {
    // What is read depends on what was read.
    const std::vector<std::string> first{"a"};
    found.assign(sql().query_each(kSelect, first, by_id).size(), "a");
    sql().query_each(kCountOf, found, by_id);
  };
  if (database_->has_free_round_trips()) EXPECT_NO_THROW(sql().read_together(reading));
  else EXPECT_THROW(sql().read_together(reading), std::logic_error);
  database_->rollback();
}

TEST_P(Contract, RollbackForgetsAndCommitKeeps) {
  database_->begin();
  insert("forgotten");
  database_->rollback();
  commit_one("kept");
  EXPECT_EQ(committed_count(), 1);
  database_->begin();
  insert("never committed");
  reopen();
  EXPECT_EQ(committed_count(), 1);
}

TEST_P(Contract, RollbackWithoutATransactionDoesNothing) {
  database_->rollback();
  commit_one("kept");
  database_->rollback();
  EXPECT_EQ(committed_count(), 1);
}

TEST_P(Contract, AConstraintFailsTheStatementAndNotTheConnection) {
  const auto kind_of = [&](auto run) {
    try {
      run();
    } catch (const EngineError& error) {
      return error.kind();
    }
    return EngineError::Kind::other;
  };
  commit_one("taken");
  database_->begin();
  EXPECT_EQ(kind_of([&] { insert("taken"); }), EngineError::Kind::constraint);
  database_->rollback();
  database_->begin();
  EXPECT_EQ(kind_of([&] { insert("negative", -1); }), EngineError::Kind::constraint);
  database_->rollback();
  commit_one("next");
  EXPECT_EQ(committed_count(), 2);
}

TEST_P(Contract, NothingRunsOutsideATransaction) {
  EXPECT_THROW(insert("x"), EngineError);
  commit_one("a");
  EXPECT_THROW(insert("x"), EngineError);
  EXPECT_THROW(database_->commit(), EngineError);
  EXPECT_EQ(committed_count(), 1);
}

TEST_P(Contract, AReaderCannotWrite) {
  EXPECT_THROW(database_->read()->sql().execute(kDeleteAll), EngineError);
  commit_one("still writable");
  EXPECT_EQ(committed_count(), 1);
}

// Of engines whose readers and writer need not take turns.
class ContractBesideWriter : public Contract {};

TEST_P(ContractBesideWriter, AReaderSeesWhatWasCommittedWhenItWasOpened) {
  commit_one("before");
  const auto early = database_->read();
  database_->begin();
  insert("later");
  EXPECT_EQ(committed_count(), 1) << "not committed yet";
  database_->commit();
  EXPECT_EQ(committed_count(), 2);
  EXPECT_EQ(early->sql().query(kCount)[0].integer(0), 1) << "an open view stays as it was, though first read now";
}

TEST_P(Contract, AViewMayOutliveItsDatabase) {
  auto view = database_->read();
  database_.reset();
  EXPECT_EQ(view->sql().query(kCount)[0].integer(0), 0);
}

std::string name_of(const ::testing::TestParamInfo<Engine>& info) { return info.param.name; }

std::vector<Engine> engines_that_read_while_writing() {
  std::vector<Engine> found;
  for (const Engine& engine : engines())
    if (engine.reads_while_writing) found.push_back(engine);
  return found;
}

INSTANTIATE_TEST_SUITE_P(Engines, Contract, ::testing::ValuesIn(engines().begin(), engines().end()), name_of);
INSTANTIATE_TEST_SUITE_P(Engines, ContractBesideWriter, ::testing::ValuesIn(engines_that_read_while_writing()),
                         name_of);

}  // namespace
}  // namespace opora
