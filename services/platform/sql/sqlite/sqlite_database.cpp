#include "platform/sql/sqlite/sqlite_database.h"

#include <chrono>

#include <sqlite3.h>
#include <sys/stat.h>

#include "platform/sql/sqlite/open_sqlite.h"

namespace opora {
namespace {

const Statement kPageSize{"PRAGMA page_size"};

constexpr std::int64_t kCheckpointFrames = 2000;
constexpr std::int64_t kLogHeaderBytes = 32;
constexpr std::int64_t kFrameHeaderBytes = 24;

// Readers hold a view for 50 ms at most. One that is stuck must not stop the writer for good: the log may then grow on.
constexpr std::chrono::milliseconds kReadersLeaveWithin{1000};

}  // namespace

SqliteDatabase::SqliteDatabase(const SqliteOptions& options, std::optional<FileLock> lock,
                               std::unique_ptr<SqliteConnection> writer, std::shared_ptr<Readers> readers)
    : lock_(std::move(lock)),
      log_path_(lock_ ? options.path + "-wal" : ""),
      log_bytes_max_(options.wal_limit_bytes),
      checkpoint_at_frames_(kCheckpointFrames),
      writer_(std::move(writer)),
      readers_(std::move(readers)) {
  frame_bytes_ = writer_->query(kPageSize)[0].integer(0) + kFrameHeaderBytes;
  writer_->require_transaction();
  sqlite3_wal_hook(
      writer_->handle(),
      [](void* self, sqlite3*, const char*, int frames) {
        static_cast<SqliteDatabase*>(self)->note_log_frames(frames);
        return SQLITE_OK;
      },
      this);
}

// The writer closes last: SQLite then moves the log into the database and removes it.
SqliteDatabase::~SqliteDatabase() {
  readers_.reset();
  writer_.reset();
}

void SqliteDatabase::begin() {
  tend_log();
  writer_->begin_writing();
}

void SqliteDatabase::commit() {
  try {
    writer_->commit();
  } catch (...) {
    writer_->rollback();
    throw;
  }
}

void SqliteDatabase::rollback() { writer_->rollback(); }

std::unique_ptr<ReadSession> SqliteDatabase::read() { return open_read_session(readers_); }

std::int64_t SqliteDatabase::wal_bytes() const {
  struct stat found {};
  if (log_path_.empty() || stat(log_path_.c_str(), &found) != 0) return 0;
  return found.st_size;
}

void SqliteDatabase::note_log_frames(int frames) {
  if (frames < frames_) {  // SQLite has started the log again from its beginning
    checkpoint_at_frames_ = kCheckpointFrames;
    reclaim_from_frames_ = 0;
  }
  frames_ = frames;
}

std::int64_t SqliteDatabase::log_bytes() const { return kLogHeaderBytes + frames_ * frame_bytes_; }

// A checkpoint that fails, for lack of room say, loses nothing: what it would have moved stays in the log.
void SqliteDatabase::tend_log() {
  if (log_path_.empty()) return;
  if (log_bytes() >= log_bytes_max_ && frames_ >= reclaim_from_frames_) {
    if (!reclaim_log(SQLITE_CHECKPOINT_RESTART)) reclaim_from_frames_ = frames_ + kCheckpointFrames;
  } else if (frames_ >= checkpoint_at_frames_) {
    sqlite3_wal_checkpoint_v2(writer_->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    checkpoint_at_frames_ = frames_ + kCheckpointFrames;
  }
}

bool SqliteDatabase::empty_log() {
  return log_path_.empty() || reclaim_log(SQLITE_CHECKPOINT_TRUNCATE);
}

bool SqliteDatabase::reclaim_log(int mode) {
  int code = SQLITE_BUSY;
  // Most of the work is done while readers go on; with the gate closed only what they held back is left.
  sqlite3_wal_checkpoint_v2(writer_->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  readers_->gate().run_alone(kReadersLeaveWithin, [&] {
    code = sqlite3_wal_checkpoint_v2(writer_->handle(), nullptr, mode, nullptr, nullptr);
  });
  if (code != SQLITE_OK) return false;
  frames_ = 0;
  checkpoint_at_frames_ = kCheckpointFrames;
  reclaim_from_frames_ = 0;
  return true;
}

}  // namespace opora
