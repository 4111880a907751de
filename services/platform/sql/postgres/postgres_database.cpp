#include "platform/sql/postgres/postgres_database.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "platform/sql/migrations.h"
#include "platform/sql/postgres/half_moved.h"
#include "platform/sql/postgres/open_postgres.h"
#include "platform/sql/postgres/postgres_watch.h"

namespace opora {
namespace {

using Purpose = PostgresConnection::Purpose;

// A process that was told to stop does so within seconds, and its sessions are gone a moment later.
constexpr std::chrono::seconds kUsersLeaveWithin{5};
constexpr std::chrono::milliseconds kLookAgainAfter{100};

// The cluster's own number, which its standbys share, and the timeline, which is one more after each promotion: that of
// the log being written, since the control file's changes only with the next checkpoint.
constexpr Statement kServer{
    "SELECT CAST(system_identifier AS TEXT) || '/' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) "
    "FROM pg_control_system()"};

// Its vacuum goes on, so that the place of what was deleted is written over; nothing looks at what stands there. Until
// then, or until the table is written anew, the bytes are in the file (docs/anonymous-answers.md).
constexpr Statement kIsAnalysed{
    "SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass(:table) "
    "AND NOT COALESCE(reloptions, '{}') @> ARRAY['autovacuum_analyze_threshold=2147483647']"};
constexpr Statement kCountedColumns{
    "SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid = to_regclass(:table) AND attnum > 0 "
    "AND NOT attisdropped AND COALESCE(attstattarget, -1) <> 0 ORDER BY attnum"};

// What writes a line or an entry for a statement or a commit: with its text, its values, or its time alone.
constexpr Statement kWrittenDown{
    "SELECT name || ' = ' || setting FROM pg_catalog.pg_settings WHERE "
    "(name = 'log_statement' AND setting IN ('mod', 'all')) "
    "OR (name IN ('log_min_duration_statement', 'log_min_duration_sample', 'auto_explain.log_min_duration') "
    "AND setting <> '-1') "
    "OR (name IN ('log_duration', 'log_statement_stats', 'log_parser_stats', 'log_planner_stats', "
    "'log_executor_stats', 'debug_print_parse', 'debug_print_rewritten', 'debug_print_plan', "
    "'track_commit_timestamp') AND setting = 'on') "
    "OR (name = 'log_transaction_sample_rate' AND setting <> '0') "
    "OR (name = 'pgaudit.log' AND setting NOT IN ('', 'none')) ORDER BY name"};

class PostgresSession final : public ReadSession {
 public:
  PostgresSession(std::shared_ptr<PostgresReaders> readers, std::unique_ptr<PostgresConnection> connection)
      : readers_(std::move(readers)), connection_(std::move(connection)) {}
  ~PostgresSession() override {
    connection_->rollback();
    readers_->give_back(std::move(connection_));
  }
  Sql& sql() override { return *connection_; }

 private:
  std::shared_ptr<PostgresReaders> readers_;
  std::unique_ptr<PostgresConnection> connection_;
};

std::unique_ptr<PostgresConnection> connect_writer(const PostgresOptions& options) {
  const auto until = std::chrono::steady_clock::now() + kUsersLeaveWithin;
  while (true) {
    try {
      return std::make_unique<PostgresConnection>(options.address,
                                                  options.is_alone ? Purpose::writing_alone : Purpose::writing);
    } catch (const DatabaseInUse&) {
      if (std::chrono::steady_clock::now() >= until) throw;
    }
    std::this_thread::sleep_for(kLookAgainAfter);
  }
}

}  // namespace

PostgresReaders::PostgresReaders(std::string address, int count) : address_(std::move(address)) {
  free_.resize(static_cast<std::size_t>(std::max(1, count)));
}

std::unique_ptr<PostgresConnection> PostgresReaders::take() {
  std::unique_ptr<PostgresConnection> taken;
  {
    std::unique_lock lock(mutex_);
    came_back_.wait(lock, [this] { return !free_.empty(); });
    // One that is connected, if there is any.
    const auto ready = std::find_if(free_.begin(), free_.end(), [](const auto& each) { return each != nullptr; });
    const auto chosen = ready == free_.end() ? free_.begin() : ready;
    taken = std::move(*chosen);
    free_.erase(chosen);
  }
  try {
    if (taken) {
      try {
        taken->begin_reading();
        return taken;
      } catch (const EngineError&) {
        if (!taken->is_lost()) throw;
      }
    }
    taken = std::make_unique<PostgresConnection>(address_, Purpose::reading);
    taken->require_transaction();
    taken->begin_reading();
    return taken;
  } catch (...) {
    give_back(nullptr);
    throw;
  }
}

void PostgresReaders::give_back(std::unique_ptr<PostgresConnection> connection) {
  if (connection && connection->is_lost()) connection.reset();
  {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(connection));
  }
  came_back_.notify_one();
}

PostgresDatabase::PostgresDatabase(const PostgresOptions& options, std::unique_ptr<PostgresConnection> writer)
    : address_(options.address),
      state_(std::make_shared<PostgresState>()),
      writer_(std::move(writer)),
      readers_(std::make_shared<PostgresReaders>(options.address, options.reader_count)) {
  writer_->require_transaction();
  state_->writer_session = writer_->session_id();
}

void PostgresDatabase::begin() {
  if (writer_->is_lost()) {
    state_->is_connected = false;
    writer_->reconnect();
    state_->is_connected = true;
    state_->writer_session = writer_->session_id();
  }
  writer_->begin_writing();
}

void PostgresDatabase::commit() {
  try {
    writer_->commit();
  } catch (...) {
    writer_->rollback();
    throw;
  }
}

std::unique_ptr<ReadSession> PostgresDatabase::read() {
  return std::make_unique<PostgresSession>(readers_, readers_->take());
}

std::string PostgresDatabase::server(Sql& sql) const {
  return sql.query(kServer).at(0).text(0);
}

void PostgresDatabase::keep_no_statistics(std::span<const std::string> tables) {
  begin();
  try {
    std::string script;
    for (const std::string& table : tables) {
      const std::string alter = "ALTER TABLE " + table;
      if (!writer_->query(kIsAnalysed, {{"table", table}}).empty())
        script += alter + " SET (autovacuum_analyze_threshold = 2147483647);\n";
      for (const Row& column : writer_->query(kCountedColumns, {{"table", table}}))
        script += alter + " ALTER COLUMN " + column.text(0) + " SET STATISTICS 0;\n";
    }
    if (!script.empty()) writer_->run_script(script);
    commit();
  } catch (...) {
    rollback();
    throw;
  }
}

std::vector<std::string> PostgresDatabase::written_down() {
  std::vector<std::string> settings;
  const auto session = read();
  for (const Row& row : session->sql().query(kWrittenDown)) settings.push_back(row.text(0));
  return settings;
}

Database::Watch PostgresDatabase::watch(std::function<void(std::string_view)> changed) {
  return std::make_shared<PostgresWatch>(address_, state_, std::move(changed));
}

Result<std::unique_ptr<Database>> open_postgres(const PostgresOptions& options,
                                                std::span<const Migrations> migrations) {
  try {
    auto writer = connect_writer(options);
    TRY_DO(apply_migrations(*writer, migrations));
    if (!options.is_for_move) TRY_DO(check_not_half_moved(*writer));
    return std::make_unique<PostgresDatabase>(options, std::move(writer));
  } catch (const DatabaseInUse& others) {
    return refuse(Code::unavailable, "DATABASE_IN_USE",
                  options.is_alone ? "Processes serve from this database, on " + others.where() +
                                         ": stop every replica of the service first."
                                   : "An operator's command has this database to itself, on " + others.where() +
                                         ": start again once it is done.");
  } catch (const EngineError& error) {
    return refuse(Code::unavailable, "DATABASE_UNAVAILABLE",
                  std::string("PostgreSQL can't be used: ") + error.what() +
                      ". Check the address, the user and that it runs, and start again.");
  }
}

}  // namespace opora
