#include "platform/sql/sqlite/sqlite_connection.h"

#include <mutex>

#include <sqlite3.h>

#include "platform/sql/sqlite/sqlite_error.h"

namespace opora {
namespace {

const Statement kBeginWriting{"BEGIN IMMEDIATE"};
const Statement kBeginReading{"BEGIN"};
const Statement kCommit{"COMMIT"};
const Statement kRollback{"ROLLBACK"};
const Statement kTables{"SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"};
const Statement kColumns{"SELECT name, pk FROM pragma_table_info(:table) ORDER BY cid"};

// Ends a statement's run however it is left, so that no read stays open behind an exception.
class Run {
 public:
  explicit Run(PreparedStatement& statement) : statement_(statement) {}
  ~Run() { statement_.finish(); }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

 private:
  PreparedStatement& statement_;
};

// SQLite's memory statistics cost a process-wide lock at each allocation, which readers would queue for.
void configure_once() {
  static std::once_flag once;
  std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

int flags_of(const std::string& name, SqliteConnection::Access access) {
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const bool is_uri = name.starts_with("file:");
  if (is_uri) flags |= SQLITE_OPEN_URI;
  if (access == SqliteConnection::Access::read_only) return flags | SQLITE_OPEN_READONLY;
  return flags | SQLITE_OPEN_READWRITE | (is_uri ? SQLITE_OPEN_CREATE : 0);
}

}  // namespace

SqliteConnection::SqliteConnection(const std::string& name, Access access) {
  configure_once();
  if (sqlite3_open_v2(name.c_str(), &connection_, flags_of(name, access), nullptr) != SQLITE_OK) {
    const int code = sqlite3_extended_errcode(connection_);
    const EngineError error(kind_of_sqlite_error(code, sqlite3_system_errno(connection_)),
                            std::string(sqlite3_errmsg(connection_)) + ", opening " + name);
    sqlite3_close(connection_);
    throw error;
  }
}

SqliteConnection::~SqliteConnection() {
  rollback();
  prepared_.clear();
  sqlite3_close(connection_);
}

Rows SqliteConnection::query(const Statement& statement, Params params) {
  refuse_outside_transaction(statement);
  PreparedStatement& run = prepared(statement);
  const Run guard(run);
  run.bind(params);
  Rows rows;
  while (run.step()) rows.push_back(run.row());
  return rows;
}

std::int64_t SqliteConnection::execute(const Statement& statement, Params params) {
  refuse_outside_transaction(statement);
  PreparedStatement& run = prepared(statement);
  const std::int64_t before = sqlite3_total_changes64(connection_);
  const Run guard(run);
  run.bind(params);
  while (run.step()) {
  }
  // changes() keeps its value over statements that change no rows, the total does not move with them.
  return sqlite3_total_changes64(connection_) == before ? 0 : sqlite3_changes64(connection_);
}

Rows SqliteConnection::run_each(const Statement& statement, const Feed& feed, bool wants_rows) {
  refuse_outside_transaction(statement);
  PreparedStatement& run = prepared(statement);
  Rows rows;
  feed([&](Params params) {
    const Run guard(run);
    run.bind(params);
    while (run.step()) {
      if (wants_rows) rows.push_back(run.row());
    }
  });
  return rows;
}

std::vector<std::string> SqliteConnection::table_names() {
  std::vector<std::string> names;
  for (const Row& row : query(kTables)) names.push_back(row.text(0));
  return names;
}

std::vector<Column> SqliteConnection::columns(const std::string& table) {
  std::vector<Column> columns;
  for (const Row& row : query(kColumns, {{"table", table}}))
    columns.push_back({row.text(0), static_cast<int>(row.integer(1))});
  return columns;
}

void SqliteConnection::run_script(const std::string& text) {
  if (sqlite3_exec(connection_, text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    throw_sqlite_error(connection_, text);
}

void SqliteConnection::begin_writing() { control(kBeginWriting); }
void SqliteConnection::begin_reading() { control(kBeginReading); }
void SqliteConnection::commit() { control(kCommit); }

void SqliteConnection::rollback() noexcept {
  if (!in_transaction()) return;
  try {
    control(kRollback);
  } catch (const EngineError&) {
    // SQLite reports why it rolled back, and has rolled back.
  }
}

bool SqliteConnection::in_transaction() const { return sqlite3_get_autocommit(connection_) == 0; }

void SqliteConnection::wait_when_busy(int at_most_ms) { sqlite3_busy_timeout(connection_, at_most_ms); }

void SqliteConnection::control(const Statement& statement) {
  PreparedStatement& run = prepared(statement);
  const Run guard(run);
  run.step();
}

// A statement's address is its key. Its text is compared as well: a statement made on the stack may take the place of
// an earlier one.
PreparedStatement& SqliteConnection::prepared(const Statement& statement) {
  auto& slot = prepared_[&statement];
  if (!slot || slot->text() != statement.text())
    slot = std::make_unique<PreparedStatement>(connection_, statement.text());
  return *slot;
}

void SqliteConnection::refuse_outside_transaction(const Statement& statement) const {
  if (!transaction_required_ || in_transaction()) return;
  throw EngineError(EngineError::Kind::other,
                    std::string("no transaction is open: none was begun, or the engine has rolled it back; in: ") +
                        statement.text());
}

}  // namespace opora
