// A service's own database: one connection of a process writes, others read. On an engine of its own every replica of
// the service has it open; their writes take turns, a transaction at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/result/result.h"
#include "platform/sql/sql.h"

namespace opora {

// A step of the schema. Forward only; a migration that has run is never edited: its checksum is kept and compared.
struct Migration {
  int number;           // 1, 2, 3 … without gaps, per owner
  const char* name;     // what it does: "groups_and_seats"
  const char* text;     // SQL, any number of statements
};

// The migrations of one owner ("platform", "registration"). Several owners share a database.
struct Migrations {
  const char* owner;
  std::span<const Migration> steps;
};

// A consistent view of the database, read-only. Holding one longer than 50 ms keeps the writer from reclaiming its log:
// read long results in pages. Belongs to one thread at a time.
class ReadSession {
 public:
  virtual ~ReadSession() = default;
  virtual Sql& sql() = 0;
};

class Database {
 public:
  virtual ~Database() = default;

  // The writer's connection: for the thread that executes the lane, only between begin() and commit() or rollback().
  virtual Sql& writer() = 0;
  virtual void begin() = 0;     // takes the write lock, before the next statement at the latest; throws EngineError
  virtual void await_lock() {}  // after begin(): returns once the lock is taken; throws EngineError
  virtual void commit() = 0;    // durable when it returns; throws EngineError
  virtual void rollback() = 0;  // never throws

  // Opens a view for reading. Waits at the gate while the writer reclaims its log. Throws EngineError. Thread-safe.
  virtual std::unique_ptr<ReadSession> read() = 0;

  // Bytes of the write-ahead log's file; 0 where there is none. Thread-safe.
  virtual std::int64_t wal_bytes() const = 0;

  // Moves everything from the write-ahead log into the database and empties the log's file, so that what was erased is
  // gone from the files as well. For the executor's thread, between transactions. False when readers were in the way or
  // the disk refused: try again later.
  virtual bool empty_log() { return true; }

  // In a transaction: once it is committed, the watches of other processes are told these at most 200 bytes.
  virtual void announce(std::string_view /*notice*/) {}

  // Calls `changed` soon after another process has committed, with the newest text that was announced. An empty text
  // says nothing, so one has to look: it comes when one of several commits announced nothing, and each second anyway.
  // Calls come from a thread of the database's own, until the handle is dropped, which waits for one that runs. Null
  // where no other process can write. Thread-safe.
  using Watch = std::shared_ptr<void>;
  virtual Watch watch(std::function<void(std::string_view notice)> /*changed*/) { return nullptr; }

  // Whether the engine could be reached when that was last tried. Thread-safe.
  virtual bool is_connected() const { return true; }

  // Whether it has a clock of its own, which SQL can ask for: clock_timestamp().
  virtual bool has_clock() const { return false; }

  // Names the server that answers and its current life, so it changes when a standby takes over. Empty where another
  // server can't take this one's place unnoticed. Throws EngineError.
  virtual std::string server(Sql& /*sql*/) const { return {}; }

  // Whether a trip to the engine costs no more than a function call, so that prefetching for a batch gains nothing.
  virtual bool has_free_round_trips() const = 0;

  // Sees to it that the engine keeps no statistics of what stands in these tables. Outside of transactions, for the
  // writer's thread. Throws EngineError.
  virtual void keep_no_statistics(std::span<const std::string> /*tables*/) {}

  // What the engine is set to write down of this process's statements, beside the tables and its write-ahead log: each
  // a setting and its value. Throws EngineError. Thread-safe.
  virtual std::vector<std::string> written_down() { return {}; }
};

}  // namespace opora
