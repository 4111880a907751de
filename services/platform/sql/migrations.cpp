#include "platform/sql/migrations.h"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>

#include <sodium.h>

#include "platform/log/log.h"
#include "platform/sql/additive.h"

namespace opora {
namespace {

const Statement kListApplied{"SELECT owner, number, checksum, additive FROM schema_migrations"};
// Of a database that no step has run on since builds know of additive ones.
const Statement kListAppliedBefore{"SELECT owner, number, checksum, 0 FROM schema_migrations"};
const Statement kFindApplied{"SELECT checksum FROM schema_migrations WHERE owner = :owner AND number = :number"};
const Statement kRemember{
    "INSERT INTO schema_migrations (owner, number, name, checksum, additive) "
    "VALUES (:owner, :number, :name, :checksum, :additive)"};
constexpr const char* kMakeTable =
    "CREATE TABLE IF NOT EXISTS schema_migrations ("
    "owner TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL, "
    "additive INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (owner, number)) WITHOUT ROWID";
constexpr const char* kAddAdditive = "ALTER TABLE schema_migrations ADD COLUMN additive INTEGER NOT NULL DEFAULT 0";
constexpr const char* kTable = "schema_migrations";

// The steps that ran, by owner and number.
struct AppliedStep {
  std::string checksum;
  bool additive = false;
};
using AppliedSteps = std::map<std::int64_t, AppliedStep>;
using Applied = std::map<std::string, AppliedSteps>;

// Of the text alone: a step may get a better name.
std::string checksum_of(const Migration& step) {
  const std::string_view text(step.text);
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     nullptr, 0);
  std::array<char, 2 * hash.size() + 1> hex{};
  return sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
}

std::string step_name(const char* owner, std::int64_t number) {
  return "migration " + std::to_string(number) + " of " + owner;
}

void require_numbering(std::span<const Migrations> migrations) {
  for (const Migrations& owned : migrations) {
    int expected = 1;
    for (const Migration& step : owned.steps)
      if (step.number != expected++)
        throw std::logic_error(step_name(owned.owner, step.number) + " is out of its place: they count 1, 2, 3 …");
  }
}

void require_additive_as_declared(std::span<const Migrations> migrations) {
  for (const Migrations& owned : migrations)
    for (const Migration& step : owned.steps)
      if (is_declared_additive(step.text))
        if (const std::string statement = first_not_additive(step.text); !statement.empty())
          throw std::logic_error(step_name(owned.owner, step.number) +
                                 " is declared additive and is not: " + statement);
}

bool knows_additive(Sql& sql) {
  const std::vector<Column> columns = sql.columns(kTable);
  return std::ranges::find(columns, "additive", &Column::name) != columns.end();
}

Result<Applied> read_applied(Sql& sql) {
  const std::vector<std::string> tables = sql.table_names();
  Applied applied;
  if (tables.empty()) return applied;
  if (std::ranges::find(tables, kTable) == tables.end())
    return refuse(Code::unavailable, "DATABASE_CORRUPT",
                  "The database is some other program's. Give one of this platform's, or an empty one.");
  for (const Row& row : sql.query(knows_additive(sql) ? kListApplied : kListAppliedBefore))
    applied[row.text(0)][row.integer(1)] = {row.text(2), row.boolean(3)};
  return applied;
}

bool is_known(const Migrations& owned, std::int64_t number) {
  return number <= static_cast<std::int64_t>(owned.steps.size());
}

Result<void> check_owner(const Migrations& owned, const AppliedSteps& applied) {
  std::int64_t expected = 1;
  for (const auto& [number, step] : applied) {
    if (!is_known(owned, number) && step.additive) continue;
    if (!is_known(owned, number))
      return refuse(Code::conflict, "DATABASE_TOO_NEW",
                    "The database has seen " + step_name(owned.owner, number) +
                        ", which this version does not know. Start the newer version that wrote it.");
    if (number != expected++ || step.checksum != checksum_of(owned.steps[static_cast<std::size_t>(number - 1)]))
      return refuse(Code::conflict, "DATABASE_CHANGED",
                    "The database ran " + step_name(owned.owner, number) +
                        " with another text than this program holds. Start the version that wrote it; "
                        "a step that was released is never edited, a new one is added.");
  }
  return {};
}

Result<void> check_applied(const Applied& applied, std::span<const Migrations> migrations) {
  std::size_t known = 0;
  for (const Migrations& owned : migrations) {
    const auto found = applied.find(owned.owner);
    if (found == applied.end()) continue;
    ++known;
    TRY_DO(check_owner(owned, found->second));
  }
  if (known == applied.size()) return {};
  return refuse(Code::conflict, "DATABASE_TOO_NEW",
                "The database belongs to a part of the platform that this program does not have. "
                "Start the version that wrote it, or give the path of this service's own database.");
}

void warn_of_newer_steps(const Applied& applied, std::span<const Migrations> migrations) {
  for (const Migrations& owned : migrations)
    if (const auto found = applied.find(owned.owner); found != applied.end())
      if (const std::int64_t last = found->second.rbegin()->first; !is_known(owned, last))
        log::warning("a newer version has added to the schema; this one goes on beside it",
                     {{"owner", owned.owner}, {"known", owned.steps.size()}, {"found", last}});
}

void make_table(Connection& connection) {
  connection.begin_writing();
  connection.run_script(kMakeTable);
  if (!knows_additive(connection)) connection.run_script(kAddAdditive);
  connection.commit();
}

// Unless another process, starting at the same time, has run it meanwhile: only under the lock is that known.
void run_step(Connection& connection, const char* owner, const Migration& step) {
  connection.begin_writing();
  if (!connection.query(kFindApplied, {{"owner", owner}, {"number", step.number}}).empty())
    return connection.rollback();
  connection.run_script(step.text);
  if (!connection.in_transaction())
    throw std::logic_error(step_name(owner, step.number) + " ends its transaction; a step must leave that alone");
  connection.execute(
      kRemember, {{"owner", owner},
                  {"number", step.number},
                  {"name", step.name},
                  {"checksum", checksum_of(step)},
                  {"additive", is_declared_additive(step.text)}});
  connection.commit();
}

// Each step in a transaction of its own.
Result<void> run_pending(Connection& connection, const Applied& applied, std::span<const Migrations> migrations) {
  bool has_table = false;
  for (const Migrations& owned : migrations) {
    const auto known = applied.find(owned.owner);
    const std::size_t done = known == applied.end() ? 0 : std::min(known->second.size(), owned.steps.size());
    for (const Migration& step : owned.steps.subspan(done)) {
      try {
        if (!std::exchange(has_table, true)) make_table(connection);
        run_step(connection, owned.owner, step);
      } catch (const EngineError& error) {
        connection.rollback();
        return refuse(Code::unavailable, "DATABASE_UNAVAILABLE",
                      "The " + step_name(owned.owner, step.number) + " failed and was undone: " + error.what());
      }
    }
  }
  return {};
}

}  // namespace

Result<void> check_migrations(Sql& sql, std::span<const Migrations> migrations) {
  require_numbering(migrations);
  TRY(applied, read_applied(sql));
  return check_applied(applied, migrations);
}

Result<void> apply_migrations(Connection& connection, std::span<const Migrations> migrations) {
  require_numbering(migrations);
  require_additive_as_declared(migrations);
  TRY(applied, read_applied(connection));
  TRY_DO(check_applied(applied, migrations));
  TRY_DO(run_pending(connection, applied, migrations));
  TRY(reached, read_applied(connection));
  TRY_DO(check_applied(reached, migrations));
  warn_of_newer_steps(reached, migrations);
  return {};
}

}  // namespace opora
