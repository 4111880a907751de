// What open_sqlite makes of the files it finds. Whatever it refuses, it leaves as it was, to the byte.
#include <filesystem>
#include <functional>
#include <vector>

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "platform/sql/sqlite/open_sqlite.h"
#include "platform/sql/tests/child.h"
#include "platform/sql/tests/file_contents.h"
#include "platform/sql/tests/notes.h"

namespace opora {
namespace {

constexpr std::size_t kPage = 4096;
const Statement kSumLengths{"SELECT sum(length(body)) FROM notes"};

class DatabaseFile : public ::testing::Test {
 protected:
  std::string path() const { return folder_.file("notes.db"); }
  void make_closed() { add_notes(*open_notes(path()), 200, 1000); }
  // Leaves a database as a killed process does: 200 rows committed, all or most of them in the log only.
  void make_crashed() {
    Child owner([&](const auto& ready) -> int {
      auto database = open_notes(path());
      add_notes(*database, 200, 1000);
      database->begin();
      insert_note(database->writer(), 1000);
      ready();
      wait_for_ever();
    });
    owner.wait_until_ready();
    owner.kill();
  }

  TemporaryFolder folder_;
};

void overwrite(std::string& bytes, std::size_t at, const std::string& with) { bytes.replace(at, with.size(), with); }

TEST_F(DatabaseFile, DamageIsRefusedUntouched) {
  struct Case {
    const char* rule;
    std::function<void(std::string&)> damage;
  };
  const std::vector<Case> cases{
      {"no database at all", [](std::string& bytes) { bytes = "name;town\n"; }},
      {"no database, though long", [](std::string& bytes) { bytes = std::string(bytes.size(), 'x'); }},
      {"cut inside the header", [](std::string& bytes) { bytes.resize(50); }},
      {"cut in the middle", [](std::string& bytes) { bytes.resize(bytes.size() / 2 / kPage * kPage); }},
      {"cut inside a page", [](std::string& bytes) { bytes.resize(bytes.size() - 100); }},
      {"a changed first byte", [](std::string& bytes) { bytes[0] ^= 1; }},
      {"an impossible page size", [](std::string& bytes) { bytes[16] = 3; }},
      {"the schema's page overwritten", [](std::string& bytes) { overwrite(bytes, 100, std::string(500, '\xee')); }},
      {"one bit in the type of a page", [](std::string& bytes) { bytes[5 * kPage] ^= 8; }},
      {"a page of zeros", [](std::string& bytes) { overwrite(bytes, 10 * kPage, std::string(kPage, '\0')); }},
      {"a page of noise", [](std::string& bytes) { overwrite(bytes, 20 * kPage, std::string(kPage, '\xa5')); }},
  };
  make_closed();
  const std::string whole = read_bytes(path());
  ASSERT_GT(whole.size(), 40 * kPage);
  for (const Case& each : cases) {
    std::string bytes = whole;
    each.damage(bytes);
    write_bytes(path(), bytes);
    const auto before = contents_of(folder_);
    EXPECT_EQ(refusal_of(path()), "DATABASE_CORRUPT") << each.rule;
    EXPECT_TRUE(contents_of(folder_) == before) << each.rule;
  }
  write_bytes(path(), whole);
  EXPECT_EQ(count_notes(*open_notes(path())), 200);
}

TEST_F(DatabaseFile, DamageIsRefusedUntouchedAfterACrashToo) {
  make_closed();
  make_crashed();
  std::string bytes = read_bytes(path());
  const std::string log = read_bytes(path() + "-wal");
  ASSERT_FALSE(log.empty());
  overwrite(bytes, 10 * kPage, std::string(kPage, '\xa5'));
  write_bytes(path(), bytes);
  EXPECT_EQ(refusal_of(path()), "DATABASE_CORRUPT");
  EXPECT_TRUE(read_bytes(path()) == bytes);
  EXPECT_TRUE(read_bytes(path() + "-wal") == log);
}

TEST_F(DatabaseFile, ADamagedPageMetLaterIsToldAsSuch) {
  make_closed();
  std::string bytes = read_bytes(path());
  overwrite(bytes, 20 * kPage, std::string(kPage, '\xa5'));
  write_bytes(path(), bytes);
  SqliteOptions options;
  options.path = path();
  options.check_bytes_max = 0;  // as if the file were large: checked in outline only
  const auto database = open_notes(options);
  try {
    database->read()->sql().query(kSumLengths);
    FAIL() << "read over a damaged page";
  } catch (const EngineError& error) {
    EXPECT_EQ(error.kind(), EngineError::Kind::corrupt);
  }
}

TEST_F(DatabaseFile, AShortFileIsNoticedInOutlineAsWell) {
  make_closed();
  write_bytes(path(), read_bytes(path()).substr(0, 10 * kPage));
  SqliteOptions options;
  options.path = path();
  options.check_bytes_max = 0;
  EXPECT_EQ(refusal_of(options), "DATABASE_CORRUPT");
}

TEST_F(DatabaseFile, AnotherProgramsDatabaseIsRefusedUntouched) {
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(path().c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "CREATE TABLE bookmarks (url)", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(other);
  const auto before = contents_of(folder_);
  EXPECT_EQ(refusal_of(path()), "DATABASE_CORRUPT");
  EXPECT_TRUE(contents_of(folder_) == before);
}

TEST_F(DatabaseFile, ALogWithoutItsDatabaseIsRefusedUntouched) {
  make_crashed();
  for (const bool empty : {true, false}) {
    if (empty) write_bytes(path(), "");
    else std::filesystem::remove(path());
    const auto before = contents_of(folder_);
    EXPECT_EQ(refusal_of(path()), "DATABASE_CORRUPT") << empty;
    EXPECT_TRUE(contents_of(folder_) == before) << empty;
  }
}

TEST_F(DatabaseFile, AnEmptyFileIsANewDatabase) {
  write_bytes(path(), "");
  add_notes(*open_notes(path()), 1, 10);
  EXPECT_EQ(count_notes(*open_notes(path())), 1);
}

TEST_F(DatabaseFile, WhatACrashLeftOfMakingOneIsNoHindrance) {
  write_bytes(path() + ".new", "half a database");
  write_bytes(path() + ".new-journal", "and its journal");
  add_notes(*open_notes(path()), 1, 10);
  EXPECT_EQ(count_notes(*open_notes(path())), 1);
  EXPECT_FALSE(std::filesystem::exists(path() + ".new"));
}

TEST_F(DatabaseFile, OnlyItsOwnerMayReadIt) {
  const auto database = open_notes(path());
  add_notes(*database, 1, 10);
  for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
    struct stat found {};
    ASSERT_EQ(stat((path() + suffix).c_str(), &found), 0) << suffix;
    EXPECT_EQ(found.st_mode & 0777, 0600u) << suffix;
  }
}

TEST_F(DatabaseFile, ClosedInOrderItLeavesNoLog) {
  make_closed();
  EXPECT_FALSE(std::filesystem::exists(path() + "-wal"));
  EXPECT_FALSE(std::filesystem::exists(path() + "-shm"));
}

TEST_F(DatabaseFile, AKilledProcessLosesNothingThatWasCommitted) {
  make_crashed();
  EXPECT_EQ(count_notes(*open_notes(path())), 200);
}

TEST_F(DatabaseFile, OneProcessAtATime) {
  Child owner([&](const auto& ready) -> int {
    const auto database = open_notes(path());
    ready();
    wait_for_ever();
  });
  owner.wait_until_ready();
  EXPECT_EQ(refusal_of(path()), "DATABASE_IN_USE");
  owner.kill();
  EXPECT_EQ(refusal_of(path()), "");
}

TEST_F(DatabaseFile, OneDatabaseObjectAtATimeByWhateverName) {
  std::filesystem::create_symlink(path(), folder_.file("link.db"));
  const auto database = open_notes(path());
  EXPECT_EQ(refusal_of(path()), "DATABASE_IN_USE");
  EXPECT_EQ(refusal_of(folder_.file("link.db")), "DATABASE_IN_USE");
}

TEST_F(DatabaseFile, APlaceThatCannotHoldOneIsSaid) {
  EXPECT_EQ(refusal_of(folder_.file("no/such/folder/notes.db")), "DATABASE_UNAVAILABLE");
  EXPECT_EQ(refusal_of(""), "DATABASE_UNAVAILABLE");
  std::filesystem::create_directory(path());
  EXPECT_EQ(refusal_of(path()), "DATABASE_UNAVAILABLE");
}

}  // namespace
}  // namespace opora
