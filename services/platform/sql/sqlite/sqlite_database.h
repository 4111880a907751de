// SQLite behind Database: one connection writes and reclaims the write-ahead log, all others only read.
//
// SQLite 3.40 can corrupt a database when two connections write or reclaim the log at once, so there is one, and its
// automatic checkpoints are off. The writer does them at the start of a transaction, when the answers of the one before
// have already gone out: every 2,000 frames as far as readers allow, and once the log has reached its limit with the
// readers kept out for a moment, so that SQLite starts it again from its beginning.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "platform/sql/database.h"
#include "platform/sql/sqlite/file_lock.h"
#include "platform/sql/sqlite/open_sqlite.h"
#include "platform/sql/sqlite/readers.h"
#include "platform/sql/sqlite/sqlite_connection.h"

namespace opora {

class SqliteDatabase final : public Database {
 public:
  // A file's lock comes with it; a database in memory has none, and no log either.
  SqliteDatabase(const SqliteOptions& options, std::optional<FileLock> lock,
                 std::unique_ptr<SqliteConnection> writer, std::shared_ptr<Readers> readers);
  ~SqliteDatabase() override;

  Sql& writer() override { return *writer_; }
  void begin() override;
  void commit() override;
  void rollback() override;
  std::unique_ptr<ReadSession> read() override;
  std::int64_t wal_bytes() const override;
  bool has_free_round_trips() const override { return true; }
  bool empty_log() override;

 private:
  void tend_log();
  bool reclaim_log(int mode);
  void note_log_frames(int frames);
  std::int64_t log_bytes() const;

  std::optional<FileLock> lock_;  // first, so that it is given up last
  const std::string log_path_;    // empty in memory
  const std::int64_t log_bytes_max_;
  std::int64_t frame_bytes_ = 0;
  std::int64_t frames_ = 0;               // in the log after the last commit
  std::int64_t checkpoint_at_frames_;     // the next one that leaves readers alone
  std::int64_t reclaim_from_frames_ = 0;  // after a failure: not before the log has grown by as much again
  std::unique_ptr<SqliteConnection> writer_;
  std::shared_ptr<Readers> readers_;
};

}  // namespace opora
