// Schemas go forward only, and a database is never taken for what it is not.
#include <array>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "platform/sql/sqlite/open_sqlite.h"
#include "platform/sql/tests/file_contents.h"

namespace opora {
namespace {

constexpr Migration kPeople{
    1, "people", "CREATE TABLE people (id TEXT PRIMARY KEY); CREATE INDEX by_id ON people (id)"};
constexpr Migration kNames{
    2, "names", "ALTER TABLE people ADD COLUMN name TEXT; INSERT INTO people VALUES ('p', 'n');"};
constexpr Migration kEditedPeople{1, "people", "CREATE TABLE people (id TEXT PRIMARY KEY, email TEXT)"};
constexpr Migration kRenamedPeople{1, "people_and_index", kPeople.text};
constexpr Migration kBroken{2, "broken", "CREATE TABLE half (id TEXT); CREATE TABLE people (id TEXT)"};
constexpr Migration kCommits{2, "commits", "CREATE TABLE half (id TEXT); COMMIT"};
constexpr Migration kMisplaced{3, "misplaced", "CREATE TABLE misplaced (id TEXT)"};
constexpr Migration kLane{1, "lane", "CREATE TABLE lane (head INTEGER)"};

const Statement kCountPeople{"SELECT count(*) FROM people"};
const Statement kApplied{"SELECT owner || ' ' || number || ' ' || name FROM schema_migrations ORDER BY owner, number"};

struct Owned {
  const char* owner;
  std::vector<Migration> steps;
};

class MigrationsTest : public ::testing::Test {
 protected:
  Result<std::unique_ptr<Database>> open(const std::vector<Owned>& owners) {
    std::vector<Migrations> migrations;
    for (const Owned& owned : owners) migrations.push_back({owned.owner, owned.steps});
    SqliteOptions options;
    options.path = folder_.file("m.db");
    return open_sqlite(options, migrations);
  }
  std::string refusal(const std::vector<Owned>& owners) {
    auto opened = open(owners);
    return opened ? "opened" : opened.error().reason;
  }
  std::vector<std::string> applied(const std::vector<Owned>& owners) {
    auto opened = open(owners);
    std::vector<std::string> lines;
    if (!opened) return {opened.error().reason};
    for (const Row& row : (*opened)->read()->sql().query(kApplied)) lines.push_back(row.text(0));
    return lines;
  }

  TemporaryFolder folder_;
};

TEST_F(MigrationsTest, EachStepRunsOnce) {
  const std::vector<std::string> first{"platform 1 lane", "registration 1 people"};
  const std::vector<std::string> both{"platform 1 lane", "registration 1 people", "registration 2 names"};
  EXPECT_EQ(applied({{"platform", {kLane}}, {"registration", {kPeople}}}), first);
  EXPECT_EQ(applied({{"platform", {kLane}}, {"registration", {kPeople}}}), first);
  EXPECT_EQ(applied({{"platform", {kLane}}, {"registration", {kPeople, kNames}}}), both);
  auto opened = open({{"platform", {kLane}}, {"registration", {kPeople, kNames}}});
  ASSERT_TRUE(opened);
  EXPECT_EQ((*opened)->read()->sql().query(kCountPeople)[0].integer(0), 1);
}

TEST_F(MigrationsTest, AnotherDatabaseIsRefusedUntouched) {
  struct Case {
    const char* rule;
    std::vector<Owned> program;
    const char* reason;
  };
  const std::vector<Case> cases{
      {"a step this program does not know", {{"platform", {kLane}}, {"registration", {kPeople}}}, "DATABASE_TOO_NEW"},
      {"an owner this program does not have", {{"registration", {kPeople, kNames}}}, "DATABASE_TOO_NEW"},
      {"a step with another text",
       {{"platform", {kLane}}, {"registration", {kEditedPeople, kNames}}},
       "DATABASE_CHANGED"},
  };
  ASSERT_TRUE(open({{"platform", {kLane}}, {"registration", {kPeople, kNames}}}));
  const auto before = contents_of(folder_);
  for (const Case& each : cases) {
    EXPECT_EQ(refusal(each.program), each.reason) << each.rule;
    EXPECT_EQ(contents_of(folder_), before) << each.rule;
  }
}

TEST_F(MigrationsTest, AStepMayGetABetterName) {
  ASSERT_TRUE(open({{"registration", {kPeople}}}));
  EXPECT_TRUE(open({{"registration", {kRenamedPeople}}}));
}

TEST_F(MigrationsTest, AFailedStepLeavesNothingOfItself) {
  EXPECT_EQ(refusal({{"registration", {kPeople, kBroken}}}), "DATABASE_UNAVAILABLE");
  EXPECT_EQ(applied({{"registration", {kPeople, kNames}}}),
            (std::vector<std::string>{"registration 1 people", "registration 2 names"}));
}

TEST_F(MigrationsTest, MistakesInTheListAreOurs) {
  EXPECT_THROW(open({{"registration", {kPeople, kMisplaced}}}), std::logic_error);
  EXPECT_THROW(open({{"registration", {kPeople, kCommits}}}), std::logic_error);
}

}  // namespace
}  // namespace opora
