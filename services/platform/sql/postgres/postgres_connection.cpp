#include "platform/sql/postgres/postgres_connection.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>
#include <stdexcept>
#include <utility>

#include <libpq-fe.h>

#include "platform/sql/postgres/postgres_error.h"
#include "platform/sql/postgres/postgres_results.h"
#include "platform/sql/postgres/postgres_text.h"
#include "platform/sql/postgres/postgres_use.h"

namespace opora {
namespace {

const Statement kTables{
    "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = CURRENT_SCHEMA() ORDER BY tablename"};
const Statement kColumns{
    "SELECT a.attname, COALESCE(array_position(i.indkey::int[], a.attnum::int) + 1, 0) FROM pg_catalog.pg_attribute a "
    "LEFT JOIN pg_catalog.pg_index i ON i.indrelid = a.attrelid AND i.indisprimary "
    "WHERE a.attrelid = to_regclass(:table) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum"};
const Statement kAnnounce{"SELECT pg_notify('opora_commits', :notice)"};

// A writer that stands still in a transaction, or whose machine is gone, is ended by the server, and what it holds with
// it. JIT and plans that depend on statistics make a statement over a fresh table a hundred times slower or quicker by
// luck, so both are off: what the writer reads is found by an index, in its order. The values of a statement that fails
// are nobody's business.
constexpr const char* kEverySession =
    "SET client_min_messages = warning; SET TimeZone = 'UTC'; SET synchronous_commit = on; "
    "SET log_parameter_max_length_on_error = 0; "
    "SET statement_timeout = '30s'; SET jit = off; SET plan_cache_mode = force_generic_plan;";
constexpr const char* kWritingSession =
    "SET idle_in_transaction_session_timeout = '2s'; SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; "
    "SET tcp_keepalives_count = 3; SET tcp_user_timeout = '5s'; SET client_connection_check_interval = '1s'; "
    "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off; SET enable_hashjoin = off; "
    "SET enable_mergejoin = off;";

constexpr const char* kTakeLock = "SELECT pg_advisory_xact_lock(7305808869232150899)";

constexpr std::size_t kItemsMax = 4096;  // of one execution

std::string first_line(const char* text) {
  const std::string all = text == nullptr ? "" : text;
  return all.substr(0, all.find('\n'));
}

// The parameters of one statement as libpq takes them. Numbers go as text, so that the server may choose their width.
struct Bound {
  explicit Bound(std::size_t count) : values(count), lengths(count), formats(count), digits(count) {}

  void bind(std::size_t at, const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value.get())) {
      digits[at] = std::to_string(*number);
      values[at] = digits[at].c_str();
    } else if (const auto* text = std::get_if<std::string_view>(&value.get())) {
      bind_bytes(at, *text);
    } else if (const auto* blob = std::get_if<Blob>(&value.get())) {
      bind_bytes(at, blob->bytes);
    }
  }
  void bind_bytes(std::size_t at, std::string_view bytes) {
    values[at] = bytes.data() == nullptr ? "" : bytes.data();
    lengths[at] = static_cast<int>(bytes.size());
    formats[at] = 1;
  }

  std::vector<const char*> values;
  std::vector<int> lengths, formats;
  std::vector<std::string> digits;
};

template <class Feed>
std::size_t count_of(const Feed& feed) {
  std::size_t count = 0;
  feed([&count](Params) { ++count; });
  return count;
}

[[noreturn]] void mistake(const std::string& what, const std::string& source) {
  throw std::logic_error("The statement " + what + ": " + source);
}

}  // namespace

PostgresConnection::PostgresConnection(const std::string& address, Purpose purpose)
    : address_(address), purpose_(purpose) {
  connect();
}

PostgresConnection::~PostgresConnection() { PQfinish(connection_); }

pg_conn* connect_to_postgres(const std::string& address) {
  // What comes later counts: an address may set its own limits.
  constexpr std::array<const char*, 9> kKeys{
      "connect_timeout",  "tcp_user_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count",
      "application_name", "client_encoding",  "dbname",          nullptr};
  const std::array<const char*, 9> values{"5", "5000", "5", "2", "3", "opora", "UTF8", address.c_str(), nullptr};
  pg_conn* connection = PQconnectdbParams(kKeys.data(), values.data(), 1);
  if (PQstatus(connection) == CONNECTION_OK) return connection;
  // Of an address that can't be read libpq shows parts, and a password may be among them.
  const std::string why = first_line(PQerrorMessage(connection));
  PQfinish(connection);
  const bool shows_no_address = why.starts_with("connection to server") || why.starts_with("ERROR:");
  throw EngineError(EngineError::Kind::busy,
                    shows_no_address ? why
                                     : "the address can't be read or its host is not known (in an address like "
                                       "postgresql://user:password@host/database, special characters of a password "
                                       "are written %XX)");
}

void PostgresConnection::connect() {
  connection_ = connect_to_postgres(address_);
  const std::string settings = std::string(kEverySession) + (purpose_ == Purpose::reading ? "" : kWritingSession);
  const OwnedResult set(PQexec(connection_, settings.c_str()));
  const bool is_set = PQresultStatus(set.get()) == PGRES_COMMAND_OK;
  const bool is_used_otherwise = is_set && !takes_use();
  if (is_set && !is_used_otherwise && PQenterPipelineMode(connection_) == 1) return;
  const std::string why = first_line(PQerrorMessage(connection_));
  const std::string others = is_used_otherwise && why.empty() ? other_users(connection_) : "";
  PQfinish(std::exchange(connection_, nullptr));
  if (is_used_otherwise && why.empty()) throw DatabaseInUse(others.empty() ? "some machine" : others);
  throw EngineError(EngineError::Kind::busy, why);
}

bool PostgresConnection::takes_use() {
  if (purpose_ == Purpose::reading) return true;
  return take_use(connection_, purpose_ == Purpose::writing ? DatabaseUse::shared : DatabaseUse::alone);
}

void PostgresConnection::reconnect() {
  PQfinish(std::exchange(connection_, nullptr));
  prepared_.clear();
  under_way_.clear();
  unsettled_.clear();
  open_ = false;
  broken_ = false;
  connect();
}

bool PostgresConnection::is_lost() const {
  return broken_ || connection_ == nullptr || PQstatus(connection_) != CONNECTION_OK;
}

Rows PostgresConnection::query(const Statement& statement, Params params) {
  send(prepared(statement), params);
  under_way_.back().awaited = Awaited::rows;
  return settle();
}

std::int64_t PostgresConnection::execute(const Statement& statement, Params params) {
  send(prepared(statement), params);
  settle();
  return changed_count_;
}

Rows PostgresConnection::run_each(const Statement& statement, const Feed& feed, bool wants_rows) {
  const bool is_announced = !announcing_ && !announced_.empty() && announced_.front().statement == &statement;
  if (is_announced && wants_rows) return take_announced(feed);
  Prepared& run = prepared(statement);
  const ArrayForm* form = array_form(run);
  if (announcing_ && (form == nullptr || !form->is_read)) return {};
  if (form == nullptr) {
    feed([&](Params params) {
      send(run, params);
      if (wants_rows) under_way_.back().awaited = Awaited::rows;
    });
    return wants_rows ? settle() : Rows();
  }
  if (announcing_) announced_.push_back({&statement, count_of(feed)});
  for (const Execution& execution : executions_of(*form, feed)) {
    send_arrays(*form, execution);
    if (announcing_) under_way_.back() = {Awaited::announced_rows, under_way_.back().doing, announced_.size() - 1};
    else if (wants_rows) under_way_.back().awaited = Awaited::rows;
  }
  return wants_rows && !announcing_ ? settle() : Rows();
}

// Whoever reads something else than it has announced would take another's rows for its own.
Rows PostgresConnection::take_announced(const Feed& feed) {
  Announced known = std::move(announced_.front());
  announced_.pop_front();
  if (known.item_count != count_of(feed)) mistake("reads another number than was announced", known.statement->text());
  return std::move(known.rows);
}

void PostgresConnection::read_together(const std::function<void(Pass)>& work) {
  announced_.clear();
  announcing_ = true;
  try {
    work(Pass::announcing);
    announcing_ = false;
    settle();
    work(Pass::reading);
  } catch (...) {
    announcing_ = false;
    announced_.clear();
    throw;
  }
  if (!std::exchange(announced_, {}).empty()) throw std::logic_error("reads were announced and not made");
}

// What a statement's arrays are of, only the server knows; it is asked once a connection.
PostgresConnection::ArrayForm* PostgresConnection::array_form(Prepared& statement) {
  if (!statement.is_described) {
    sent(PQsendDescribePrepared(connection_, statement.name.c_str()) == 1, statement.source);
    under_way_.back().awaited = Awaited::types;
    settle();
    statement.is_described = true;
    if (auto text = with_arrays(statement.numbered, described_))
      statement.arrays = std::make_shared<ArrayForm>(
          ArrayForm{{statement.source, *std::move(text), "", statement.parameters}, described_,
                    conflict_parameters(statement.numbered), is_select(statement.numbered)});
  }
  if (!statement.arrays) return nullptr;
  if (!statement.arrays->statement.sent) prepare(statement.arrays->statement);
  return statement.arrays.get();
}

// All items in one execution, or in as few as can be: PostgreSQL takes no row twice in one.
std::vector<PostgresConnection::Execution> PostgresConnection::executions_of(const ArrayForm& form, const Feed& feed) {
  std::vector<Execution> executions;
  std::vector<BinaryArray> arrays(form.types.begin(), form.types.end());
  std::set<std::string> keys;
  std::size_t count = 0;
  const auto complete = [&] {
    if (count == 0) return;
    Execution execution;
    for (BinaryArray& array : arrays) {
      execution.emplace_back(array.bytes());
      array.clear();
    }
    executions.push_back(std::move(execution));
    keys.clear();
    count = 0;
  };
  feed([&](Params params) {
    const std::vector<const Value*> values = in_order(form.statement, params);
    if (!form.conflict.empty()) {
      std::string key;
      for (const std::size_t at : form.conflict) {
        BinaryArray part(form.types[at]);
        part.add(*values[at]);
        key += part.bytes();
      }
      if (keys.contains(key)) complete();
      keys.insert(std::move(key));
    }
    for (std::size_t i = 0; i < values.size(); ++i) arrays[i].add(*values[i]);
    if (++count == kItemsMax) complete();
  });
  complete();
  return executions;
}

void PostgresConnection::send_arrays(const ArrayForm& form, const Execution& execution) {
  std::vector<const char*> values;
  std::vector<int> lengths, formats(execution.size(), 1);
  for (const std::string& array : execution) {
    values.push_back(array.data());
    lengths.push_back(static_cast<int>(array.size()));
  }
  constexpr int kBinaryResult = 1;
  sent(PQsendQueryPrepared(connection_, form.statement.name.c_str(), static_cast<int>(execution.size()), values.data(),
                           lengths.data(), formats.data(), kBinaryResult) == 1,
       form.statement.source);
}

std::vector<std::string> PostgresConnection::table_names() {
  std::vector<std::string> names;
  for (const Row& row : query(kTables)) names.push_back(row.text(0));
  return names;
}

std::vector<Column> PostgresConnection::columns(const std::string& table) {
  std::vector<Column> columns;
  for (const Row& row : query(kColumns, {{"table", table}}))
    columns.push_back({row.text(0), static_cast<int>(row.integer(1))});
  return columns;
}

// A statement's address is its key; its text is compared as well, since one made on the stack may take the place of
// another.
PostgresConnection::Prepared& PostgresConnection::prepared(const Statement& statement) {
  refuse_outside_transaction(statement);
  Prepared& slot = prepared_[&statement];
  if (slot.source != statement.text()) {
    NumberedText numbered = with_numbered_parameters(statement.text());
    slot = {statement.text(), std::move(numbered.text), "", std::move(numbered.names)};
  }
  if (!slot.sent) prepare(slot);
  return slot;
}

void PostgresConnection::prepare(Prepared& statement) {
  statement.name = "s" + std::to_string(++names_given_);
  statement.sent = true;
  unsettled_.push_back(&statement);
  sent(PQsendPrepare(connection_, statement.name.c_str(), statement.numbered.c_str(), 0, nullptr) == 1,
       statement.source);
}

// The values as the statement counts its parameters.
std::vector<const Value*> PostgresConnection::in_order(const Prepared& statement, Params params) {
  const auto& names = statement.parameters;
  if (params.size() != names.size())
    mistake("takes " + std::to_string(names.size()) + " parameters and was given " + std::to_string(params.size()),
            statement.source);
  std::vector<const Value*> values(names.size(), nullptr);
  std::size_t place = 0;
  for (const Param& param : params) {
    std::size_t at = place++;
    if (names[at] != param.name)
      at = static_cast<std::size_t>(std::find(names.begin(), names.end(), param.name) - names.begin());
    if (at == names.size()) mistake("has no parameter :" + std::string(param.name), statement.source);
    if (values[at] != nullptr) mistake("was given :" + std::string(param.name) + " twice", statement.source);
    values[at] = &param.value;
  }
  return values;
}

void PostgresConnection::send(Prepared& statement, Params params) {
  const std::vector<const Value*> values = in_order(statement, params);
  Bound bound(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) bound.bind(i, *values[i]);
  constexpr int kBinaryResult = 1;
  sent(PQsendQueryPrepared(connection_, statement.name.c_str(), static_cast<int>(values.size()), bound.values.data(),
                           bound.lengths.data(), bound.formats.data(), kBinaryResult) == 1,
       statement.source);
}

void PostgresConnection::send_plain(const char* text) {
  sent(PQsendQueryParams(connection_, text, 0, nullptr, nullptr, nullptr, nullptr, 1) == 1, text);
}

void PostgresConnection::sent(bool accepted, std::string doing) {
  if (!accepted) broken_ = true;
  under_way_.push_back({Awaited::nothing, std::move(doing)});
}

Rows PostgresConnection::settle() {
  Rows rows;
  changed_count_ = 0;
  if (under_way_.empty()) return rows;
  const auto under_way = std::exchange(under_way_, {});
  if (!is_lost() && PQpipelineSync(connection_) != 1) broken_ = true;
  try {
    for (const Sent& each : under_way) {
      if (is_lost()) break;
      take_result(each, rows);
    }
    if (!is_lost()) {
      const OwnedResult end(PQgetResult(connection_));
      if (PQresultStatus(end.get()) != PGRES_PIPELINE_SYNC) broken_ = true;
    }
  } catch (...) {
    broken_ = true;
    throw;
  }
  if (is_lost()) note_loss();
  const auto mistake = std::exchange(mistake_, std::nullopt);
  if (!error_) {
    unsettled_.clear();
    if (mistake) throw *mistake;
    return rows;
  }
  forget_unsettled();
  throw *std::exchange(error_, std::nullopt);
}

void PostgresConnection::take_result(const Sent& sent, Rows& rows) {
  const OwnedResult owned(PQgetResult(connection_));
  PGresult* result = owned.get();
  const ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_FATAL_ERROR) note_error(result, sent.doing);
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
    const char* changed = PQcmdTuples(result);
    changed_count_ = *changed == '\0' ? 0 : std::strtoll(changed, nullptr, 10);
  }
  const bool is_announced = sent.awaited == Awaited::announced_rows;
  if ((is_announced || sent.awaited == Awaited::rows) && status == PGRES_TUPLES_OK) {
    try {
      add_rows(result, is_announced ? announced_.at(sent.announced).rows : rows);
    } catch (const std::logic_error& mistake) {
      mistake_ = mistake;  // thrown when the pipeline is empty again
    }
  }
  if (sent.awaited == Awaited::types && status == PGRES_COMMAND_OK) described_ = array_types(result);
  if (result == nullptr || status == PGRES_PIPELINE_SYNC) broken_ = true;
  if (result != nullptr && !broken_) PQclear(PQgetResult(connection_));  // the end of this statement's results: nothing
}

void PostgresConnection::note_loss() {
  if (error_ && error_->kind() == EngineError::Kind::too_slow) return;  // it said why, and has done nothing since
  error_.emplace(committing_ ? EngineError::Kind::outcome_unknown : EngineError::Kind::busy,
                 "the connection to PostgreSQL is lost: " + first_line(PQerrorMessage(connection_)));
}

// An error's text names the statement, never the values it ran with: PostgreSQL puts those into the detail, which is
// left out.
void PostgresConnection::note_error(const pg_result* result, const std::string& doing) {
  if (error_) return;
  const char* field = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string_view state = field == nullptr ? "" : field;
  const char* message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  takes_no_writes_ = state == kReadOnlyState;
  EngineError::Kind kind = kind_of_postgres_error(state);
  const bool is_slow = kind == EngineError::Kind::too_slow;
  // What another writer holds up is not slow itself.
  if (is_slow && doing == kTakeLock) kind = EngineError::Kind::busy;
  error_.emplace(kind, std::string(is_slow ? "PostgreSQL ended what took too long: " : "") +
                           (message == nullptr ? "PostgreSQL failed" : message) +
                           (state == kIdleState ? "" : ", in: " + doing));
}

// What was prepared behind an error was passed over by the server, and what was before it may have been.
void PostgresConnection::forget_unsettled() {
  for (Prepared* statement : std::exchange(unsettled_, {})) statement->sent = false;
}

void PostgresConnection::run_script(const std::string& text) {
  settle();
  PQexitPipelineMode(connection_);
  // A step over a large table takes as long as it takes.
  const std::string unhurried = open_ ? "SET LOCAL statement_timeout = 0;" : "";
  const OwnedResult ran(PQexec(connection_, (unhurried + schema_in_postgres_words(text)).c_str()));
  const ExecStatusType status = PQresultStatus(ran.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY)
    note_error(ran.get(), text.substr(0, text.find('\n')));
  open_ = PQtransactionStatus(connection_) != PQTRANS_IDLE;
  PQenterPipelineMode(connection_);
  if (error_) throw *std::exchange(error_, std::nullopt);
}

// One lock a database: the order of writes. It ends with the transaction, whichever way that ends. Taken by a statement
// of its own, so that the next one sees what its last holder has committed.
void PostgresConnection::begin_writing() {
  send_plain("BEGIN ISOLATION LEVEL READ COMMITTED");
  send_plain(kTakeLock);
  open_ = true;
}

void PostgresConnection::begin_reading() {
  send_plain("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  send_plain("SELECT 1");
  open_ = true;
  settle();
}

void PostgresConnection::announce(std::string_view notice) { send(prepared(kAnnounce), {{"notice", notice}}); }

int PostgresConnection::session_id() const { return PQbackendPID(connection_); }

void PostgresConnection::commit() {
  if (!open_) throw EngineError(EngineError::Kind::other, "no transaction is open");
  // PostgreSQL would answer such a COMMIT with a ROLLBACK, and call it a success.
  if (PQtransactionStatus(connection_) == PQTRANS_INERROR)
    throw EngineError(EngineError::Kind::other, "the transaction has failed before");
  send_plain("COMMIT");
  committing_ = true;
  try {
    settle();
  } catch (...) {
    committing_ = false;
    throw;
  }
  committing_ = false;
  open_ = false;
}

void PostgresConnection::rollback() noexcept {
  if (!open_) return;
  open_ = false;
  try {
    try {
      settle();
    } catch (const std::exception&) {
      // It is rolled back all the same.
    }
    send_plain("ROLLBACK");
    settle();
  } catch (const std::exception&) {
    broken_ = true;  // the transaction ends with the connection
  }
  // The next connection may lead to a server that does, or find that it is over: a session keeps what it began with.
  if (std::exchange(takes_no_writes_, false)) broken_ = true;
}

void PostgresConnection::refuse_outside_transaction(const Statement& statement) const {
  if (!transaction_required_ || open_) return;
  throw EngineError(EngineError::Kind::other,
                    std::string("no transaction is open: none was begun, or it has ended; in: ") + statement.text());
}

}  // namespace opora
