// Who touches a sealed table and may not is found, by whichever way the statement goes.
#include "platform/sql/sealed_tables.h"

#include <array>
#include <stdexcept>

#include <gtest/gtest.h>

#include "platform/testing/engines.h"

namespace opora {
namespace {

const std::vector<std::string> kSealedTables{"ballots"};

TEST(ChangedTables, AreThoseThatAStatementWritesTo) {
  struct Case {
    const char* statement;
    std::vector<std::string_view> changed;
  };
  const Case cases[] = {
      {"SELECT id FROM ballots WHERE id = :ballots FOR UPDATE OF ballots", {}},
      {"INSERT INTO ballots (id) VALUES (:id) ON CONFLICT (id) DO UPDATE SET id = excluded.id", {"ballots"}},
      {"INSERT OR REPLACE INTO ballots(id) SELECT id FROM boxes", {"ballots"}},
      {"UPDATE ballots SET id = :id", {"ballots"}},
      {"DELETE FROM ballots WHERE id IN (SELECT id FROM boxes)", {"ballots"}},
      {"WITH old AS (DELETE FROM boxes RETURNING id) INSERT INTO ballots SELECT id FROM old", {"boxes", "ballots"}},
  };
  for (const Case& each : cases) EXPECT_EQ(changed_tables(each.statement), each.changed) << each.statement;
}

TEST(SealedAccess, IsWhatAThreadMayDo) {
  struct Case {
    const char* statement;
    bool none, writes;
  };
  const Case cases[] = {
      {"SELECT id FROM boxes WHERE id = :ballots", true, true},
      {"SELECT id FROM ballots", false, true},
      {"SELECT b.id FROM boxes b LEFT JOIN ballots ON 1 = 1", false, true},
      {"INSERT INTO ballots (id) VALUES (:id)", false, true},
      {"DELETE FROM ballots", false, true},
      {"INSERT INTO boxes (id) VALUES (:id)", true, false},
      {"UPDATE boxes SET id = (SELECT id FROM ballots)", false, false},
  };
  const auto may = [](SealedAccess access, const char* statement) {
    const SealedPass pass(access);
    try {
      check_sealed(statement, kSealedTables);
      return true;
    } catch (const std::logic_error&) {
      return false;
    }
  };
  for (const Case& each : cases) {
    EXPECT_EQ(may(SealedAccess::none, each.statement), each.none) << each.statement;
    EXPECT_EQ(may(SealedAccess::writes, each.statement), each.writes) << each.statement;
    EXPECT_TRUE(may(SealedAccess::all, each.statement)) << each.statement;
  }
}

TEST(SealedAccess, IsGivenBackAsItWas) {
  const SealedPass all(SealedAccess::all);
  {
    const SealedPass none(SealedAccess::none);
    EXPECT_THROW(check_sealed("DELETE FROM ballots", kSealedTables), std::logic_error);
  }
  EXPECT_NO_THROW(check_sealed("DELETE FROM ballots", kSealedTables));
}

class GuardedTables : public ::testing::Test {
 protected:
  static constexpr std::array<Migration, 1> kSteps = {
      {{1, "ballots", "CREATE TABLE ballots (id TEXT PRIMARY KEY); CREATE TABLE boxes (id TEXT PRIMARY KEY);"}}};
  static constexpr Statement kCast{"INSERT INTO ballots (id) VALUES (:id)"};
  static constexpr Statement kLook{"SELECT id FROM ballots WHERE id = :id"};

  static std::unique_ptr<Database> open(testing::TestDatabase& place) {
    const std::array migrations{Migrations{"test", kSteps}};
    return guard_sealed(place.open(migrations).value(), kSealedTables);
  }
  std::unique_ptr<testing::TestDatabase> place = testing::quick_engines().front().make_database();
  std::unique_ptr<Database> database = open(*place);
};

TEST_F(GuardedTables, AreGuardedWhicheverWayAStatementGoes) {
  const std::vector<std::string> ids{"one", "two"};
  const auto bind = [](const std::string& id, const auto& next) { next({{"id", id}}); };
  database->begin();
  Sql& sql = database->writer();
  EXPECT_THROW(sql.execute(kCast, {{"id", "one"}}), std::logic_error);
  EXPECT_THROW(sql.query(kLook, {{"id", "one"}}), std::logic_error);
  EXPECT_THROW(sql.execute_each(kCast, ids, bind), std::logic_error);
  EXPECT_THROW(sql.query_each(kLook, ids, bind), std::logic_error);
  database->rollback();
  EXPECT_THROW(database->read()->sql().query(kLook, {{"id", "one"}}), std::logic_error);
}

TEST_F(GuardedTables, AreOpenToWhoeverHasAPass) {
  const std::vector<std::string> ids{"one", "two"};
  const auto bind = [](const std::string& id, const auto& next) { next({{"id", id}}); };
  const SealedPass pass(SealedAccess::writes);
  database->begin();
  database->writer().execute_each(kCast, ids, bind);
  EXPECT_EQ(database->writer().query_each(kLook, ids, bind).size(), 2U) << "each item is passed on";
  database->commit();
  EXPECT_EQ(database->read()->sql().query(kLook, {{"id", "two"}}).size(), 1U);
}

TEST_F(GuardedTables, AreOpenToACommandUntilItsTransactionEnds) {
  for (const bool commits : {true, false}) {
    pass_until_transaction_ends();  // before it begins, as where a batch collects keys
    database->begin();
    EXPECT_NO_THROW(database->writer().execute(kCast, {{"id", commits ? "one" : "two"}}));
    commits ? database->commit() : database->rollback();
    database->begin();
    EXPECT_THROW(database->writer().execute(kCast, {{"id", "three"}}), std::logic_error) << commits;
    database->rollback();
  }
}

}  // namespace
}  // namespace opora
