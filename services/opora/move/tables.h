// Whole tables from one engine to another, whatever they hold: they are read a page at a time in the order of their
// keys, so that memory stays small however large they are.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "platform/result/result.h"
#include "platform/sql/sql.h"

namespace opora::move {

struct Table {
  std::string name;
  std::vector<Column> columns;
};

// The tables that both have, but for the record of migrations. Refused with SCHEMA_DIFFERS unless both ran the same
// migrations and have the same tables with the same columns and keys. Throws EngineError, as all here.
Result<std::vector<Table>> common_tables(Sql& from, Sql& to);

// Refused with TARGET_NOT_EMPTY.
Result<void> check_empty(Sql& sql, std::span<const Table> tables);

// Adds all rows; `copied` hears the count after each page. What the engine refuses is thrown within the page.
void copy_table(Sql& from, Sql& to, const Table& table, const std::function<void(std::int64_t)>& copied);

// Reads both tables again. Refused with COPY_DIFFERS, naming the table and never a value.
Result<void> compare_table(Sql& from, Sql& to, const Table& table);

}  // namespace opora::move
