// The connections that read, and the gate they pass.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "platform/sql/database.h"
#include "platform/sql/sqlite/reader_gate.h"
#include "platform/sql/sqlite/sqlite_connection.h"

namespace opora {

// Hands out connections; who comes when all are out waits for one. Shared with the sessions, so that a session which
// outlives its database ends in peace.
class Readers {
 public:
  explicit Readers(std::vector<std::unique_ptr<SqliteConnection>> connections);

  ReaderGate& gate() { return gate_; }
  std::unique_ptr<SqliteConnection> take();
  void give_back(std::unique_ptr<SqliteConnection> connection);

 private:
  ReaderGate gate_;
  std::mutex mutex_;
  std::condition_variable came_back_;
  std::vector<std::unique_ptr<SqliteConnection>> free_;
};

// Opens a view that shows what is committed now, however long it is kept. Throws EngineError.
std::unique_ptr<ReadSession> open_read_session(std::shared_ptr<Readers> readers);

}  // namespace opora
