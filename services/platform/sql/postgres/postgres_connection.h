// One connection to PostgreSQL: `Sql` for one thread at a time. Everything is sent through libpq's pipeline: statements
// that nobody waits for travel with the next one that somebody does, so a batch's writes and its commit are one trip.
// An error of such a statement is thrown by the next call that waits, commit() at the latest.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/sql/connection.h"
#include "platform/sql/postgres/postgres_batch.h"

struct pg_conn;
struct pg_result;

namespace opora {

// A session with the limits that all of ours have. `address` as libpq reads it. The caller owns it; throws EngineError.
pg_conn* connect_to_postgres(const std::string& address);

// Others use the database in a way that excludes what it was opened for.
class DatabaseInUse : public EngineError {
 public:
  explicit DatabaseInUse(const std::string& where)
      : EngineError(Kind::busy, "the database is in use on " + where), where_(where) {}
  const std::string& where() const { return where_; }

 private:
  std::string where_;
};

class PostgresConnection final : public Connection {
 public:
  enum class Purpose { writing, writing_alone, reading };

  // `address` as libpq reads it: "postgresql://user@host/database" or "host=… dbname=…". One that writes uses the
  // database as long as it lives (postgres_use.h). Throws EngineError, DatabaseInUse among them.
  PostgresConnection(const std::string& address, Purpose purpose);
  ~PostgresConnection() override;
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;

  Rows query(const Statement& statement, Params params = {}) override;
  std::int64_t execute(const Statement& statement, Params params = {}) override;
  std::vector<std::string> table_names() override;
  std::vector<Column> columns(const std::string& table) override;

  void read_together(const std::function<void(Pass)>& work) override;

  void run_script(const std::string& text) override;
  void begin_writing() override;
  void begin_reading();  // what is committed now is what will be seen
  void await() { settle(); }  // what was sent is done
  void announce(std::string_view notice);  // tells every watch of this database when the transaction is committed
  void commit() override;
  void rollback() noexcept override;
  bool in_transaction() const override { return open_; }

  // From now on a statement outside begin … end is refused.
  void require_transaction() { transaction_required_ = true; }
  // The server's name for this session: what a watch knows its announcements by.
  int session_id() const;
  // The server is gone: reconnect() before anything else.
  bool is_lost() const;
  // Whatever was open is rolled back. Throws EngineError.
  void reconnect();

 protected:
  Rows run_each(const Statement& statement, const Feed& feed, bool wants_rows) override;

 private:
  struct ArrayForm;
  struct Prepared {
    std::string source;    // our text
    std::string numbered;  // the server's
    std::string name;      // on the server
    std::vector<std::string> parameters;
    bool sent = false;
    bool is_described = false;
    std::shared_ptr<ArrayForm> arrays;  // the same for many items at once, where that can be
  };
  struct ArrayForm {
    Prepared statement;
    std::vector<ArrayType> types;
    std::vector<std::size_t> conflict;
    bool is_read;
  };
  using Execution = std::vector<std::string>;  // an array for each parameter, in binary
  // A read that was announced, and its rows once they have come.
  struct Announced {
    const Statement* statement;
    std::size_t item_count;
    Rows rows = {};
  };
  enum class Awaited { nothing, rows, types, announced_rows };
  // A statement that was sent: what is awaited of it, and what is being done.
  struct Sent {
    Awaited awaited = Awaited::nothing;
    std::string doing;
    std::size_t announced = 0;  // which of announced_
  };

  void connect();
  bool takes_use();
  void sent(bool accepted, std::string doing);
  Prepared& prepared(const Statement& statement);
  void prepare(Prepared& statement);
  ArrayForm* array_form(Prepared& statement);
  static std::vector<const Value*> in_order(const Prepared& statement, Params params);
  void send(Prepared& statement, Params params);
  Rows take_announced(const Feed& feed);
  static std::vector<Execution> executions_of(const ArrayForm& form, const Feed& feed);
  void send_arrays(const ArrayForm& form, const Execution& execution);
  void send_plain(const char* text);
  void refuse_outside_transaction(const Statement& statement) const;
  // Waits for everything that was sent. Returns the rows of those that have some awaited; throws the first error.
  Rows settle();
  void take_result(const Sent& sent, Rows& rows);
  void note_error(const pg_result* result, const std::string& doing);
  void note_loss();
  void forget_unsettled();

  const std::string address_;
  const Purpose purpose_;
  pg_conn* connection_ = nullptr;
  std::unordered_map<const Statement*, Prepared> prepared_;
  std::int64_t names_given_ = 0;
  std::vector<Sent> under_way_;
  std::vector<Prepared*> unsettled_;                        // prepared since the last wait: not there if that fails
  std::optional<EngineError> error_;
  std::optional<std::logic_error> mistake_;
  std::deque<Announced> announced_;
  bool announcing_ = false;
  std::int64_t changed_count_ = 0;
  std::vector<ArrayType> described_;  // the parameters described last; empty if one is of no type for arrays
  bool committing_ = false;
  bool broken_ = false;  // what was sent and what came back no longer fit
  bool takes_no_writes_ = false;
  bool open_ = false;
  bool transaction_required_ = false;
};

}  // namespace opora
