#include "opora/move/tables.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "platform/sql/canonical_dump.h"
#include "platform/sql/postgres/half_moved.h"

namespace opora::move {
namespace {

constexpr int kPageRows = 1000;
constexpr const char* kMigrationsTable = "schema_migrations";

const Statement kRanSteps{"SELECT owner, number, checksum FROM schema_migrations ORDER BY owner, number"};
// Whoever waits for this has waited for everything sent before it.
const Statement kSettle{"SELECT 1"};

std::string quoted(const std::string& name) { return '"' + name + '"'; }
std::string parameter(std::size_t at) { return "p" + std::to_string(at); }

std::string joined(std::size_t count, const std::function<std::string(std::size_t)>& part) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += (i == 0 ? "" : ", ") + part(i);
  return all;
}

Value value_of(const Row::Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  return nullptr;
}

// The cells at `places` of a row, as parameters p0, p1 … Borrows both.
class Binding {
 public:
  explicit Binding(std::vector<std::size_t> places) : places_(std::move(places)) {
    for (std::size_t i = 0; i < places_.size(); ++i) names_.push_back(parameter(i));
  }
  void use(const Row& row, const std::function<void(Params)>& use) const {
    std::vector<Param> params;
    for (std::size_t i = 0; i < places_.size(); ++i) params.push_back({names_[i], value_of(row.cells()[places_[i]])});
    use(params);
  }
  std::size_t size() const { return places_.size(); }
  std::size_t place(std::size_t at) const { return places_[at]; }

 private:
  std::vector<std::size_t> places_;
  std::vector<std::string> names_;
};

Binding all_columns(const Table& table) {
  std::vector<std::size_t> places(table.columns.size());
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
  return Binding(places);
}

// The primary key's columns, in the key's own order.
Binding key_columns(const Table& table) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (table.columns[i].key_place > 0) places.push_back(i);
  if (places.empty()) throw std::logic_error("The table " + table.name + " has no primary key to read it by.");
  std::ranges::sort(places, {}, [&](std::size_t place) { return table.columns[place].key_place; });
  return Binding(places);
}

std::string names_of(const Table& table, const Binding& columns) {
  return joined(columns.size(), [&](std::size_t i) { return quoted(table.columns[columns.place(i)].name); });
}

std::string parameters_of(const Binding& columns) {
  return joined(columns.size(), [](std::size_t i) { return ":" + parameter(i); });
}

// A table's rows by primary key, a page at a time.
class Pages {
 public:
  Pages(Sql& sql, const Table& table)
      : sql_(sql),
        key_(key_columns(table)),
        first_text_(select(table, "")),
        next_text_(select(table, " WHERE (" + names_of(table, key_) + ") > (" + parameters_of(key_) + ")")),
        first_(first_text_.c_str()),
        next_(next_text_.c_str()) {}

  // The next rows; none when all have been read. They live until the next call.
  const Rows& next() {
    if (!begun_) {
      begun_ = true;
      page_ = sql_.query(first_);
    } else if (!page_.empty()) {
      Rows following;
      key_.use(page_.back(), [&](Params params) { following = sql_.query(next_, params); });
      page_ = std::move(following);
    }
    return page_;
  }

 private:
  std::string select(const Table& table, const std::string& where) const {
    return "SELECT " + names_of(table, all_columns(table)) + " FROM " + quoted(table.name) + where + " ORDER BY " +
           names_of(table, key_) + " LIMIT " + std::to_string(kPageRows);
  }

  Sql& sql_;
  const Binding key_;
  const std::string first_text_, next_text_;
  const Statement first_, next_;
  Rows page_;
  bool begun_ = false;
};

tl::unexpected<Error> schema_differs(const std::string& what) {
  return refuse(Code::conflict, "SCHEMA_DIFFERS",
                what + " Start this version of the platform once on the data folder, stop it, and move into new, "
                       "empty databases.");
}

std::vector<std::string> own_tables(Sql& sql) {
  std::vector<std::string> names = sql.table_names();
  std::erase_if(names, [](const std::string& name) {
    return name.starts_with("sqlite_") || name == kMigrationsTable || name == kHalfMovedTable;
  });
  return names;
}

bool is_same(const Column& one, const Column& other) {
  return one.name == other.name && one.key_place == other.key_place;
}

}  // namespace

Result<std::vector<Table>> common_tables(Sql& from, Sql& to) {
  const auto same_cells = [](const Row& one, const Row& other) { return one.cells() == other.cells(); };
  if (!std::ranges::equal(from.query(kRanSteps), to.query(kRanSteps), same_cells))
    return schema_differs("The file and the database in PostgreSQL have not run the same migrations.");
  const std::vector<std::string> names = own_tables(from);
  if (names != own_tables(to)) return schema_differs("The database in PostgreSQL has other tables than the file.");
  std::vector<Table> tables;
  for (const std::string& name : names) {
    tables.push_back({name, from.columns(name)});
    if (!std::ranges::equal(tables.back().columns, to.columns(name), is_same))
      return schema_differs("In PostgreSQL the table " + name + " has other columns than in the file.");
  }
  return tables;
}

Result<void> check_empty(Sql& sql, std::span<const Table> tables) {
  for (const Table& table : tables) {
    const std::string text = "SELECT 1 FROM " + quoted(table.name) + " LIMIT 1";
    const Statement any(text.c_str());
    if (!sql.query(any).empty())
      return refuse(Code::conflict, "TARGET_NOT_EMPTY",
                    "In PostgreSQL the table " + table.name +
                        " has rows already. If they are the platform's, start it there; if they are of no use, drop "
                        "the databases, create them anew and move again.");
  }
  return {};
}

void copy_table(Sql& from, Sql& to, const Table& table, const std::function<void(std::int64_t)>& copied) {
  const Binding columns = all_columns(table);
  const std::string text = "INSERT INTO " + quoted(table.name) + " (" + names_of(table, columns) + ") VALUES (" +
                           parameters_of(columns) + ")";
  const Statement insert(text.c_str());
  Pages pages(from, table);
  std::int64_t count = 0;
  for (const Rows* page = &pages.next(); !page->empty(); page = &pages.next()) {
    to.execute_each(insert, *page, [&](const Row& row, const auto& next) { columns.use(row, next); });
    to.query(kSettle);
    count += static_cast<std::int64_t>(page->size());
    copied(count);
  }
}

Result<void> compare_table(Sql& from, Sql& to, const Table& table) {
  Pages originals(from, table), copies(to, table);
  while (true) {
    const Rows& original = originals.next();
    const Rows& copy = copies.next();
    if (canonical_lines(table.name, table.columns, original) != canonical_lines(table.name, table.columns, copy))
      return refuse(Code::internal, "COPY_DIFFERS",
                    "What arrived in the table " + table.name +
                        " is not what was sent. Nothing was moved: the data folder is as it was. Something in "
                        "PostgreSQL changes rows on their way; find it and move again.");
    if (original.empty()) return {};
  }
}

}  // namespace opora::move
