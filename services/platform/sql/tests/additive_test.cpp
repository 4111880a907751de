// Builds of two versions on one database: what goes on side by side, and what is refused.
#include <array>
#include <sstream>
#include <stdexcept>

#include <gtest/gtest.h>

#include "platform/log/log.h"
#include "platform/sql/additive.h"
#include "platform/testing/engines.h"

namespace opora {
namespace {

struct Case {
  const char* step;
  const char* found;  // part of the first statement that is not additive; null: all are
};
const Case kCases[] = {
    {"CREATE TABLE a (id TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID", nullptr},
    {"create table a (id text);  CREATE INDEX a_by_id ON a (id);\n", nullptr},
    {"CREATE INDEX a_by_id ON a (id) WHERE n = 1;", nullptr},
    {"ALTER TABLE a ADD COLUMN b TEXT;", nullptr},
    {"ALTER TABLE a\n  ADD COLUMN b BIGINT NOT NULL DEFAULT 0;", nullptr},
    {"ALTER TABLE a ADD COLUMN b TEXT NOT NULL DEFAULT ''; -- UPDATE nothing; DROP nothing", nullptr},
    {"ALTER TABLE a ADD COLUMN b TEXT DEFAULT 'a; b' /* ; DELETE */;", nullptr},
    {"CREATE TABLE b (id TEXT); INSERT INTO b (id) SELECT DISTINCT id FROM a;", nullptr},
    {"CREATE TABLE b (id TEXT); INSERT INTO a (id) SELECT id FROM b;", "INSERT INTO a"},
    {"INSERT INTO b (id) SELECT id FROM a; CREATE TABLE b (id TEXT);", "INSERT INTO b"},
    {"ALTER TABLE a ADD COLUMN b TEXT NOT NULL;", "NOT NULL"},
    {"ALTER TABLE a ADD COLUMN b TEXT NOT NULL DEFAULT NULL;", "DEFAULT NULL"},
    {"ALTER TABLE a ADD COLUMN b TEXT UNIQUE;", "UNIQUE"},
    {"ALTER TABLE a ADD COLUMN b BIGINT DEFAULT 0 CHECK (b > 1);", "CHECK"},
    {"ALTER TABLE a ADD COLUMN b TEXT REFERENCES c;", "REFERENCES"},
    {"ALTER TABLE a ADD COLUMN b TEXT, DROP COLUMN c;", "DROP COLUMN"},
    {"CREATE UNIQUE INDEX a_by_id ON a (id);", "UNIQUE"},
    {"CREATE TABLE b (id TEXT); UPDATE a SET id = '';", "UPDATE a"},
    {"CREATE TABLE b AS SELECT id FROM a;", "AS SELECT"},
    {"ALTER TABLE a RENAME COLUMN b TO c;", "RENAME"},
    {"ALTER TABLE a RENAME TO b;", "RENAME"},
    {"ALTER TABLE a DROP COLUMN b;", "DROP COLUMN"},
    {"DROP INDEX a_by_id;", "DROP INDEX"},
    {"CREATE INDEX a_by_id ON a (id); DROP TABLE b;", "DROP TABLE"},
    {"INSERT INTO a (id) VALUES ('');", "INSERT"},
    {"CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END;", "TRIGGER"},
};

TEST(Additive, IsWhatOlderBuildsDontStumbleOver) {
  for (const Case& each : kCases) {
    const std::string found = first_not_additive(each.step);
    if (each.found == nullptr) {
      EXPECT_EQ(found, "") << each.step;
    } else {
      EXPECT_NE(found.find(each.found), std::string::npos) << each.step << " gave \"" << found << "\"";
    }
  }
}

TEST(Additive, IsDeclaredInTheFirstLine) {
  EXPECT_TRUE(is_declared_additive("\n-- additive: nobody looks at it.\nCREATE TABLE a (id TEXT);"));
  EXPECT_FALSE(is_declared_additive("-- A table.\n-- additive: too late.\nCREATE TABLE a (id TEXT);"));
  EXPECT_FALSE(is_declared_additive(""));
}

constexpr Migration kFirst{1, "notes", "CREATE TABLE notes (id TEXT PRIMARY KEY) WITHOUT ROWID"};
constexpr Migration kColumn{
    2, "body", "-- additive: nobody reads it yet.\nALTER TABLE notes ADD COLUMN body TEXT NOT NULL DEFAULT 'none'"};
constexpr Migration kTable{
    3, "tags", "-- additive: a new table.\nCREATE TABLE tags (id TEXT PRIMARY KEY) WITHOUT ROWID"};
constexpr Migration kUndeclared{3, "tags", "CREATE TABLE tags (id TEXT PRIMARY KEY) WITHOUT ROWID"};
constexpr Migration kWrong{2, "gone", "-- additive: not at all.\nDELETE FROM notes"};

const Statement kAdd{"INSERT INTO notes (id) VALUES (:id)"};
const Statement kBodies{"SELECT body FROM notes"};
const Statement kForgetColumn{"ALTER TABLE schema_migrations DROP COLUMN additive"};

using Steps = std::vector<Migration>;

class Versions : public ::testing::TestWithParam<testing::Engine> {
 protected:
  ~Versions() override { log::write_to(nullptr); }

  Result<std::unique_ptr<Database>> open(const Steps& steps) {
    said_.str("");
    log::write_to(&said_);
    return test_database_->open(std::array{Migrations{"test", steps}});
  }
  std::string reason(const Steps& steps) {
    const auto opened = open(steps);
    return opened ? "" : opened.error().reason;
  }
  // As if only builds had run that knew nothing of additive steps.
  void forget_column() {
    const auto opened = open({kFirst}).value();
    opened->begin();
    opened->writer().execute(kForgetColumn);
    opened->commit();
  }
  bool warned() const { return said_.str().find("\"level\":\"warning\"") != std::string::npos; }

  std::ostringstream said_;
  std::unique_ptr<testing::TestDatabase> test_database_ = GetParam().make_database();
};

TEST_P(Versions, OlderBuildsGoOnBesideAdditiveSteps) {
  EXPECT_EQ(reason({kFirst, kColumn, kTable}), "");
  EXPECT_FALSE(warned());
  {
    const auto older = open({kFirst}).value();
    EXPECT_TRUE(warned()) << said_.str();
    older->begin();
    older->writer().execute(kAdd, {{"id", "by the older build"}});
    older->commit();
  }
  const auto newer = open({kFirst, kColumn, kTable}).value();
  const Rows bodies = newer->read()->sql().query(kBodies);
  ASSERT_EQ(bodies.size(), 1U);
  EXPECT_EQ(bodies[0].text(0), "none");
}

TEST_P(Versions, OlderBuildsStopAtAnyOtherStep) {
  EXPECT_EQ(reason({kFirst, kColumn, kUndeclared}), "");
  EXPECT_EQ(reason({kFirst, kColumn}), "DATABASE_TOO_NEW");
  EXPECT_EQ(reason({kFirst}), "DATABASE_TOO_NEW");
  EXPECT_EQ(reason({kFirst, kColumn, kUndeclared}), "");
}

TEST_P(Versions, ADatabaseOfEarlierBuildsIsBroughtAlong) {
  ASSERT_EQ(reason({kFirst}), "");
  forget_column();
  EXPECT_EQ(reason({kFirst}), "") << "nothing to do";
  EXPECT_EQ(reason({kFirst, kColumn}), "");
  EXPECT_EQ(reason({kFirst}), "");
  EXPECT_TRUE(warned());
}

TEST_P(Versions, AFalseDeclarationIsOurMistake) {
  EXPECT_EQ(reason({kFirst}), "");
  EXPECT_THROW(open({kFirst, kWrong}), std::logic_error);
}

INSTANTIATE_TEST_SUITE_P(Engines, Versions, ::testing::ValuesIn(testing::engines()),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace opora
