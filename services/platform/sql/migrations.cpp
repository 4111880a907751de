#include "platform/sql/migrations.h"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <string>

#include <sodium.h>

namespace opora {
namespace {

const Statement kListApplied{"SELECT owner, number, checksum FROM schema_migrations"};
const Statement kFindApplied{"SELECT checksum FROM schema_migrations WHERE owner = :owner AND number = :number"};
const Statement kRemember{
    "INSERT INTO schema_migrations (owner, number, name, checksum) VALUES (:owner, :number, :name, :checksum)"};
constexpr const char* kMakeTable =
    "CREATE TABLE IF NOT EXISTS schema_migrations ("
    "owner TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL, "
    "PRIMARY KEY (owner, number)) WITHOUT ROWID";

// Checksums of the steps that ran, by owner and number.
using Applied = std::map<std::string, std::map<std::int64_t, std::string>>;

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

Result<Applied> read_applied(Sql& sql) {
  const std::vector<std::string> tables = sql.table_names();
  Applied applied;
  if (tables.empty()) return applied;
  if (std::ranges::find(tables, "schema_migrations") == tables.end())
    return refuse(Code::unavailable, "DATABASE_CORRUPT",
                  "The database is some other program's. Give one of this platform's, or an empty one.");
  for (const Row& row : sql.query(kListApplied)) applied[row.text(0)][row.integer(1)] = row.text(2);
  return applied;
}

Result<void> check_owner(const Migrations& owned, const std::map<std::int64_t, std::string>& applied) {
  std::int64_t expected = 1;
  for (const auto& [number, checksum] : applied) {
    if (number > static_cast<std::int64_t>(owned.steps.size()))
      return refuse(Code::conflict, "DATABASE_TOO_NEW",
                    "The database has seen " + step_name(owned.owner, number) +
                        ", which this version does not know. Start the newer version that wrote it.");
    if (number != expected++ || checksum != checksum_of(owned.steps[static_cast<std::size_t>(number - 1)]))
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

// Unless another process, starting at the same time, has run it meanwhile: only under the lock is that known.
void run_step(Connection& connection, const char* owner, const Migration& step) {
  connection.begin_writing();
  connection.run_script(kMakeTable);
  if (!connection.query(kFindApplied, {{"owner", owner}, {"number", step.number}}).empty())
    return connection.rollback();
  connection.run_script(step.text);
  if (!connection.in_transaction())
    throw std::logic_error(step_name(owner, step.number) + " ends its transaction; a step must leave that alone");
  connection.execute(
      kRemember, {{"owner", owner}, {"number", step.number}, {"name", step.name}, {"checksum", checksum_of(step)}});
  connection.commit();
}

}  // namespace

Result<void> check_migrations(Sql& sql, std::span<const Migrations> migrations) {
  require_numbering(migrations);
  TRY(applied, read_applied(sql));
  return check_applied(applied, migrations);
}

Result<void> apply_migrations(Connection& connection, std::span<const Migrations> migrations) {
  require_numbering(migrations);
  TRY(applied, read_applied(connection));
  TRY_DO(check_applied(applied, migrations));
  for (const Migrations& owned : migrations) {
    for (const Migration& step : owned.steps.subspan(applied[owned.owner].size())) {
      try {
        run_step(connection, owned.owner, step);
      } catch (const EngineError& error) {
        connection.rollback();
        return refuse(Code::unavailable, "DATABASE_UNAVAILABLE",
                      "The " + step_name(owned.owner, step.number) + " failed and was undone: " + error.what());
      }
    }
  }
  return check_migrations(connection, migrations);
}

}  // namespace opora
