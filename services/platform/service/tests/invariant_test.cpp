#include "platform/service/invariant.h"

#include <gtest/gtest.h>

#include "platform/sql/database.h"
#include "platform/sql/sqlite/memory_database.h"
#include "platform/sql/sqlite/open_sqlite.h"

namespace opora {
namespace {

using Violations = std::vector<std::string>;

const CountedInvariant kNothing{"Nothing is wrong.", Statement("SELECT 7"), Statement("SELECT 1 WHERE 1 = 0")};
const CountedInvariant kThirty{"Nobody counts to thirty.", Statement("SELECT 1"),
                               Statement("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30) "
                                         "SELECT 'id', i FROM n ORDER BY i")};
const CountedInvariant kLate{"It is early.", Statement("SELECT :now"), Statement("SELECT 'late' WHERE :now > 99")};

class InvariantTest : public ::testing::Test {
 protected:
  InvariantTest() {
    SqliteOptions options;
    options.path = memory_path("invariants");
    database_ = *open_sqlite(options, {});
  }
  Invariant::Finding check(const Invariant& invariant, Instant now = {}) {
    const auto session = database_->read();
    IdentityMap identity_map(session->sql());
    Snapshot snapshot(identity_map, now, "");
    return invariant.check(snapshot);
  }

 private:
  std::unique_ptr<Database> database_;
};

TEST_F(InvariantTest, SaysHowManyThingsItLookedAt) {
  EXPECT_EQ(counted(kNothing).sentence, "Nothing is wrong.");
  EXPECT_EQ(check(counted(kNothing)).checked_count, 7);
  EXPECT_EQ(check(counted(kNothing)).violations, Violations{});
}

TEST_F(InvariantTest, TellsAViolationsColumnsSideBySide) {
  EXPECT_EQ(check(counted(kThirty)).violations.front(), "id 1");
}

TEST_F(InvariantTest, KeepsTwentyViolations) {
  EXPECT_EQ(check(counted(kThirty)).violations.size(), 20u);
  EXPECT_EQ(check(counted(kThirty)).violations.back(), "id 20");
}

TEST_F(InvariantTest, MayDependOnTheTime) {
  EXPECT_EQ(check(counted(kLate), Instant{99}).checked_count, 99);
  EXPECT_EQ(check(counted(kLate), Instant{99}).violations, Violations{});
  EXPECT_EQ(check(counted(kLate), Instant{100}).violations, Violations{"late"});
}

TEST_F(InvariantTest, MayNameNumbers) {
  static const CountedInvariant kRules[] = {
      {"Nothing is cancelled.", Statement("SELECT :confirmed + :cancelled"),
       Statement("SELECT 'one' WHERE :cancelled = 3 AND :now = 5")}};
  static const Param kNumbers[] = {{"confirmed", 1}, {"waiting", 2}, {"cancelled", 3}};
  const auto all = counted(kRules, kNumbers);
  EXPECT_EQ(check(all[0]).checked_count, 4);
  EXPECT_EQ(check(all[0], Instant{5}).violations, Violations{"one"});
}

TEST_F(InvariantTest, IsViolatedByARefusal) {
  const auto refusing = computed("It can be computed.", [](Snapshot&) -> Result<Invariant::Finding> {
    return refuse(Code::not_found, "UNKNOWN_ROUND", "There is no such round.");
  });
  EXPECT_EQ(check(refusing).violations, Violations{"UNKNOWN_ROUND"});
  const auto fine = computed("It is fine.", [](Snapshot&) -> Result<Invariant::Finding> {
    return Invariant::Finding{3, {}};
  });
  EXPECT_EQ(check(fine).checked_count, 3);
}

TEST_F(InvariantTest, IsListedInOrder) {
  static const CountedInvariant kRules[] = {
      {"First.", Statement("SELECT 1"), Statement("SELECT 1 WHERE 1 = 0")},
      {"Second.", Statement("SELECT 2"), Statement("SELECT 1 WHERE 1 = 0")},
  };
  const auto all = counted(kRules);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].sentence, "First.");
  EXPECT_EQ(check(all[1]).checked_count, 2);
}

}  // namespace
}  // namespace opora
