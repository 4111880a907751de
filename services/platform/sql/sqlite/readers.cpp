#include "platform/sql/sqlite/readers.h"

#include <utility>

namespace opora {
namespace {

const Statement kTouch{"SELECT 1 FROM sqlite_schema LIMIT 1"};

// A connection on loan. Taken before the gate is passed: who waits for a connection must not count as reading.
class Loan {
 public:
  explicit Loan(std::shared_ptr<Readers> readers) : readers_(std::move(readers)), connection_(readers_->take()) {
    readers_->gate().enter();
  }
  ~Loan() {
    connection_->rollback();
    readers_->gate().leave();
    readers_->give_back(std::move(connection_));
  }
  Loan(const Loan&) = delete;
  Loan& operator=(const Loan&) = delete;
  SqliteConnection& connection() { return *connection_; }

 private:
  std::shared_ptr<Readers> readers_;
  std::unique_ptr<SqliteConnection> connection_;
};

class SqliteReadSession final : public ReadSession {
 public:
  explicit SqliteReadSession(std::shared_ptr<Readers> readers) : loan_(std::move(readers)) {
    loan_.connection().begin_reading();
    loan_.connection().query(kTouch);  // SQLite takes its snapshot with the first read, not with BEGIN
  }
  Sql& sql() override { return loan_.connection(); }

 private:
  Loan loan_;
};

}  // namespace

Readers::Readers(std::vector<std::unique_ptr<SqliteConnection>> connections) : free_(std::move(connections)) {}

std::unique_ptr<SqliteConnection> Readers::take() {
  std::unique_lock lock(mutex_);
  came_back_.wait(lock, [&] { return !free_.empty(); });
  auto connection = std::move(free_.back());
  free_.pop_back();
  return connection;
}

void Readers::give_back(std::unique_ptr<SqliteConnection> connection) {
  const std::lock_guard lock(mutex_);
  free_.push_back(std::move(connection));
  came_back_.notify_one();
}

std::unique_ptr<ReadSession> open_read_session(std::shared_ptr<Readers> readers) {
  return std::make_unique<SqliteReadSession>(std::move(readers));
}

}  // namespace opora
