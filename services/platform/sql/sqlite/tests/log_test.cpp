// The write-ahead log stays bounded, whatever readers do, and can be emptied.
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "platform/sql/sqlite/memory_database.h"
#include "platform/sql/sqlite/open_sqlite.h"
#include "platform/sql/tests/file_contents.h"
#include "platform/sql/tests/notes.h"

namespace opora {
namespace {

constexpr int kNotesABatch = 20;
constexpr int kNoteBytes = 4000;
constexpr std::int64_t kBatchBytes = 2 * kNotesABatch * 4200;  // pages, their parents and frame headers, generously
constexpr std::int64_t kLimit = 1'000'000;
constexpr int kBatches = 150;  // some 12 MB in all

class Log : public ::testing::Test {
 protected:
  std::unique_ptr<Database> open(std::int64_t limit) {
    SqliteOptions options;
    options.path = folder_.file("log.db");
    options.reader_count = 4;
    options.wal_limit_bytes = limit;
    return open_notes(options);
  }
  // The largest the log ever was.
  static std::int64_t write_all(Database& database) {
    std::int64_t largest = 0;
    for (int batch = 0; batch < kBatches; ++batch) {
      add_notes(database, kNotesABatch, kNoteBytes);
      largest = std::max(largest, database.wal_bytes());
    }
    return largest;
  }
  TemporaryFolder folder_;
};

// Readers that overlap, so that hardly a moment passes without one, while the writer writes `write`'s worth.
template <class Write>
auto beside_readers(Database& database, std::atomic<std::int64_t>& torn, Write write) {
  std::atomic<bool> done{false};
  std::atomic<std::int64_t> views{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 4; ++i)
    readers.emplace_back([&] {
      while (!done) {
        if (count_notes(database) % kNotesABatch != 0) ++torn;
        ++views;
      }
    });
  while (views < 4) std::this_thread::yield();
  const auto result = write();
  done = true;
  for (std::thread& reader : readers) reader.join();
  return result;
}

TEST_F(Log, StaysBoundedBesideFourBusyReaders) {
  const auto database = open(kLimit);
  std::atomic<std::int64_t> torn{0};
  const std::int64_t largest = beside_readers(*database, torn, [&] { return write_all(*database); });
  EXPECT_LE(largest, kLimit + kBatchBytes);
  EXPECT_GT(largest, kLimit / 2);
  EXPECT_EQ(torn, 0) << "a view showed half a commit";
  EXPECT_EQ(count_notes(*database), kBatches * kNotesABatch);
}

TEST_F(Log, WithoutALimitAReaderThatStaysWouldLetItGrow) {
  const auto database = open(std::int64_t{1} << 40);
  const auto view = database->read();
  EXPECT_GT(write_all(*database), 10 * kLimit);
}

TEST_F(Log, StartsAgainByItselfWhenNobodyReads) {
  const auto database = open(std::int64_t{1} << 40);
  EXPECT_LE(write_all(*database), 2000 * 4200 + kBatchBytes) << "2,000 frames and a batch";
}

TEST_F(Log, AReaderThatNeverLeavesDoesNotStopTheWriter) {
  const auto database = open(kLimit);
  add_notes(*database, 300, kNoteBytes);
  const auto view = database->read();
  add_notes(*database, 1, kNoteBytes);
  EXPECT_EQ(count_notes(*database), 301);
}

TEST_F(Log, EmptiedItHoldsNothingAndTheDatabaseAll) {
  const auto database = open(kLimit);
  EXPECT_TRUE(database->empty_log());
  add_notes(*database, 10, kNoteBytes);
  EXPECT_GT(database->wal_bytes(), 0);
  EXPECT_TRUE(database->empty_log());
  EXPECT_EQ(database->wal_bytes(), 0);
  EXPECT_EQ(count_notes(*database), 10);
  add_notes(*database, 10, kNoteBytes);
  EXPECT_EQ(count_notes(*database), 20);
}

TEST_F(Log, WhatWasErasedIsInNoFileOnceTheLogIsEmptied) {
  const Statement insert{"INSERT INTO notes (body) VALUES (:body)"};
  const Statement erase{"DELETE FROM notes WHERE body = :body"};
  const std::string secret = "a name that nobody else has";
  const auto is_in_a_file = [&] {
    const auto contents = contents_of(folder_);
    return std::any_of(contents.begin(), contents.end(),
                       [&](const auto& file) { return file.second.find(secret) != std::string::npos; });
  };
  const auto database = open(kLimit);
  add_notes(*database, 50, 500);
  database->begin();
  database->writer().execute(insert, {{"body", secret}});
  database->commit();
  add_notes(*database, 50, 500);  // so that its page stays full when it goes, and nothing else rewrites the page
  EXPECT_TRUE(is_in_a_file());
  database->begin();
  database->writer().execute(erase, {{"body", secret}});
  database->commit();
  EXPECT_TRUE(database->empty_log());
  EXPECT_FALSE(is_in_a_file());
}

TEST_F(Log, ADatabaseInMemoryHasNone) {
  const auto database = open_notes(memory_path("log"));
  add_notes(*database, 10, kNoteBytes);
  EXPECT_EQ(database->wal_bytes(), 0);
  EXPECT_TRUE(database->empty_log());
}

}  // namespace
}  // namespace opora
