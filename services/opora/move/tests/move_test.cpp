// Two services' databases go to PostgreSQL, both or neither.
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "opora/move/move.h"
#include "platform/process/moved_mark.h"
#include "platform/sql/postgres/half_moved.h"
#include "platform/sql/postgres/open_postgres.h"
#include "platform/sql/sqlite/open_sqlite.h"
#include "platform/testing/engines.h"
#include "platform/testing/postgres_test_database.h"

namespace opora::move {
namespace {

using testing::PostgresTestDatabase, testing::TemporaryFolder;

constexpr std::array kSteps{
    Migration{1, "notes", "CREATE TABLE notes (id TEXT PRIMARY KEY, body BLOB) WITHOUT ROWID;"}};
constexpr std::array kNewerSteps{kSteps[0], Migration{2, "by_body", "CREATE INDEX notes_by_body ON notes (body);"}};
constexpr Migrations kMigrations{"test", kSteps}, kNewerMigrations{"test", kNewerSteps};

const Statement kAdd{"INSERT INTO notes (id, body) VALUES (:id, :body)"};
const Statement kBodies{"SELECT body FROM notes ORDER BY id"};

class Moving : public ::testing::Test {
 protected:
  Moving() {
    write("first", "1");
    write("second", "2");
  }
  std::string file(const std::string& service) const { return folder_.file(service + ".db"); }
  std::unique_ptr<Database> open_file(const std::string& service) {
    return open_sqlite({.path = file(service)}, std::array{kMigrations}).value();
  }
  void write(const std::string& service, const std::string& id) {
    const auto opened = open_file(service);
    opened->begin();
    opened->writer().execute(kAdd, {{"id", id}, {"body", Blob{"of " + service}}});
    opened->commit();
  }
  std::string move_to(const PostgresTestDatabase& first, const PostgresTestDatabase& second,
                      const Migrations& migrations = kMigrations) {
    const auto moved = opora::move::move({folder_.path(),
                                          {{"first", file("first"), first.address(), {migrations}},
                                           {"second", file("second"), second.address(), {migrations}}},
                                          [this](const std::string& line) { told_ += line + "\n"; }});
    return moved ? std::to_string(*moved) + " rows" : moved.error().reason;
  }
  static std::vector<std::string> bodies(const PostgresTestDatabase& database) {
    const auto opened = open_postgres({.address = database.address()}, std::array{kMigrations}).value();
    std::vector<std::string> all;
    for (const Row& row : opened->read()->sql().query(kBodies)) all.push_back(row.bytes(0));
    return all;
  }
  std::string bytes_of(const std::string& service) const {
    std::ifstream in(file(service), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  TemporaryFolder folder_;
  PostgresTestDatabase first_, second_;
  std::string told_;
};

using Rows = std::vector<std::string>;

TEST_F(Moving, CopiesEverythingAndLeavesTheFilesAsTheyWere) {
  const std::string before = bytes_of("first") + bytes_of("second");
  EXPECT_EQ(move_to(first_, second_), "2 rows");
  EXPECT_EQ(bodies(first_), Rows{"of first"});
  EXPECT_EQ(bodies(second_), Rows{"of second"});
  EXPECT_EQ(told_, "first.notes: 1 rows, compared\nsecond.notes: 1 rows, compared\n");
  EXPECT_EQ(bytes_of("first") + bytes_of("second"), before);
  EXPECT_EQ(check_not_moved(folder_.path()).error().reason, "MOVED");
}

TEST_F(Moving, HappensOnce) {
  EXPECT_EQ(move_to(first_, second_), "2 rows");
  EXPECT_EQ(move_to(first_, second_), "TARGET_NOT_EMPTY");
  const PostgresTestDatabase third, fourth;
  EXPECT_EQ(move_to(third, fourth), "MOVED") << "a copy beside one that may have gone on";
  EXPECT_EQ(bodies(third), Rows{});
}

TEST_F(Moving, IsOfAllServicesOrOfNone) {
  // PostgreSQL's text holds no zero byte, SQLite's does.
  write("second", std::string("3\0", 2));
  EXPECT_EQ(move_to(first_, second_), "MOVE_FAILED");
  EXPECT_NE(told_.find("first.notes: 1 rows, compared"), std::string::npos) << "the first had arrived";
  EXPECT_EQ(bodies(first_), Rows{});
  EXPECT_TRUE(check_not_moved(folder_.path()));
}

std::string start_on(const PostgresTestDatabase& database) {
  const auto opened = open_postgres({.address = database.address()}, std::array{kMigrations});
  return opened ? "started" : opened.error().reason;
}

// One has committed, the other can't: as where the process or PostgreSQL ended in between.
TEST_F(Moving, StartsNothingFromWhatIsHalfMoved) {
  {
    const auto second = open_postgres({.address = second_.address()}, std::array{kMigrations}).value();
    second->begin();
    second->writer().execute(Statement("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
                                       "'BEGIN RAISE EXCEPTION ''no''; END'"));
    second->writer().execute(Statement("CREATE CONSTRAINT TRIGGER refused AFTER INSERT ON notes "
                                       "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()"));
    second->commit();
  }
  EXPECT_EQ(move_to(first_, second_), "MOVE_UNFINISHED");
  EXPECT_EQ(start_on(first_), "HALF_MOVED") << "which is whole";
  EXPECT_EQ(start_on(second_), "HALF_MOVED");
  EXPECT_TRUE(check_not_moved(folder_.path())) << "the files are what counts";
  const PostgresTestDatabase third, fourth;
  EXPECT_EQ(move_to(third, fourth), "2 rows");
  EXPECT_EQ(start_on(third) + ", " + start_on(fourth), "started, started");
}

TEST_F(Moving, LeavesNoMarkWhereNothingWasMoved) {
  write("second", std::string("3\0", 2));
  EXPECT_EQ(move_to(first_, second_), "MOVE_FAILED");
  EXPECT_EQ(start_on(first_) + ", " + start_on(second_), "started, started");
}

// A mark that a cut-off move has left holds up no other one.
TEST_F(Moving, GoesOnWhereOneWasCutOffBeforeAnythingArrived) {
  {
    const auto first = open_postgres({.address = first_.address()}, std::array{kMigrations}).value();
    first->begin();
    mark_half_moved(first->writer(), 1);
    first->commit();
  }
  EXPECT_EQ(start_on(first_), "HALF_MOVED");
  EXPECT_EQ(move_to(first_, second_), "2 rows");
  EXPECT_EQ(start_on(first_), "started");
}

// The files can be started still, so PostgreSQL can't.
TEST_F(Moving, StartsNothingFromDatabasesBeforeTheFolderIsMarked) {
  const auto moved = opora::move::move({folder_.path() + "/nowhere",
                                        {{"first", file("first"), first_.address(), {kMigrations}}},
                                        [](const std::string&) {}});
  ASSERT_FALSE(moved);
  EXPECT_EQ(moved.error().reason, "DATA_FOLDER_UNAVAILABLE");
  EXPECT_EQ(start_on(first_), "HALF_MOVED");
}

void mark(const PostgresTestDatabase& database, std::int64_t move_id) {
  const auto opened = open_postgres({.address = database.address()}, std::array{kMigrations}).value();
  opened->begin();
  mark_half_moved(opened->writer(), move_id);
  opened->commit();
}

// As where the process ended before the last of the databases was unmarked.
TEST_F(Moving, OnlyFinishesWhereAllHadArrived) {
  EXPECT_EQ(move_to(first_, second_), "2 rows");
  mark(second_, id_of_move(folder_.path()));
  EXPECT_EQ(start_on(first_) + ", " + start_on(second_), "started, HALF_MOVED");
  EXPECT_EQ(move_to(first_, second_), "0 rows");
  EXPECT_EQ(start_on(first_) + ", " + start_on(second_), "started, started");
  EXPECT_EQ(bodies(second_), Rows{"of second"});
}

TEST_F(Moving, FinishesNoOtherMove) {
  EXPECT_EQ(move_to(first_, second_), "2 rows");
  const PostgresTestDatabase third, fourth;
  mark(third, id_of_move(folder_.path()) - 1);
  EXPECT_EQ(move_to(third, fourth), "MOVED");
  EXPECT_EQ(start_on(third), "HALF_MOVED");
}

TEST_F(Moving, RefusesWhatItCantMove) {
  {
    const auto running = open_file("second");
    EXPECT_EQ(move_to(first_, second_), "DATABASE_IN_USE");
  }
  EXPECT_EQ(move_to(first_, second_, kNewerMigrations), "SCHEMA_DIFFERS");
  const PostgresTestDatabase third;
  std::filesystem::remove(file("first"));
  EXPECT_EQ(move_to(third, third), "DATABASE_MISSING");
  EXPECT_FALSE(std::filesystem::exists(file("first"))) << "looking for it doesn't make it";
  EXPECT_TRUE(check_not_moved(folder_.path()));
}

TEST_F(Moving, IncludesWhatACrashLeftInTheLog) {
  const auto running = open_file("first");
  running->begin();
  running->writer().execute(kAdd, {{"id", "0"}, {"body", Blob{"in the log"}}});
  running->commit();
  const std::filesystem::path crashed = folder_.file("crashed.db");
  for (const char* part : {"", "-wal"}) std::filesystem::copy_file(file("first") + part, crashed.string() + part);
  ASSERT_GT(std::filesystem::file_size(crashed.string() + "-wal"), 0U);
  const auto moved = opora::move::move({folder_.path(),
                                        {{"crashed", crashed, first_.address(), {kMigrations}}},
                                        [](const std::string&) {}});
  ASSERT_TRUE(moved) << moved.error().message;
  EXPECT_EQ(bodies(first_), (Rows{"in the log", "of first"}));
}

TEST_F(Moving, NeedsADatabaseForEachService) {
  std::vector<Service> services(1);
  services[0].name = "first";
  EXPECT_EQ(routes_of("data", "postgresql://localhost/opora", services).error().reason, "DATABASE_SHARED");
  const auto routes = routes_of("data", "postgresql://{service}@localhost/opora_{service}", services);
  ASSERT_TRUE(routes);
  EXPECT_EQ(routes->at(0).file, "data/first.db");
  EXPECT_EQ(routes->at(0).address, "postgresql://first@localhost/opora_first");
}

TEST_F(Moving, NeedsPostgres) {
  const auto refused = opora::move::move({folder_.path(),
                                          {{"first", file("first"), "host=/nowhere dbname=x", {kMigrations}}},
                                          [](const std::string&) {}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "DATABASE_UNAVAILABLE");
}

}  // namespace
}  // namespace opora::move
