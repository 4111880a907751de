#include "platform/sql/canonical_dump.h"

#include <array>
#include <cstdio>
#include <stdexcept>
#include <vector>

namespace opora {
namespace {

const Statement kColumns{"SELECT name FROM pragma_table_info(:table) ORDER BY cid"};
// The primary key's columns in the key's own order; all columns where there is no key.
const Statement kOrder{
    "SELECT name FROM pragma_table_info(:table) WHERE pk > 0 "
    "OR NOT EXISTS (SELECT 1 FROM pragma_table_info(:table) WHERE pk > 0) ORDER BY pk, cid"};

std::string quoted_name(const std::string& name) {
  std::string quoted = "\"";
  for (const char c : name) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string joined_names(const Rows& rows) {
  std::string joined;
  for (const Row& row : rows) joined += (joined.empty() ? "" : ", ") + quoted_name(row.text(0));
  return joined;
}

void append_text(std::string& out, const std::string& text) {
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      std::array<char, 5> escaped{};
      std::snprintf(escaped.data(), escaped.size(), "\\x%02x", static_cast<unsigned>(byte));
      out += escaped.data();
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  out += '"';
}

void append_cell(std::string& out, const Row& row, std::size_t column) {
  const Row::Cell& cell = row.cells()[column];
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    out += std::to_string(*number);
  } else if (const auto* text = std::get_if<std::string>(&cell)) {
    append_text(out, *text);
  } else {
    out += "null";
  }
}

void append_table(std::string& out, Sql& sql, const std::string& table) {
  const Rows columns = sql.query(kColumns, {{"table", table}});
  if (columns.empty()) throw std::logic_error("There is no table " + table + " to dump.");
  const std::string text = "SELECT " + joined_names(columns) + " FROM " + quoted_name(table) + " ORDER BY " +
                           joined_names(sql.query(kOrder, {{"table", table}}));
  const Statement all(text.c_str());
  for (const Row& row : sql.query(all)) {
    out += table + " {";
    for (std::size_t column = 0; column < columns.size(); ++column) {
      out += (column == 0 ? "" : ", ") + columns[column].text(0) + ": ";
      append_cell(out, row, column);
    }
    out += "}\n";
  }
}

}  // namespace

std::string canonical_dump(Sql& sql, std::span<const std::string> tables) {
  std::string out;
  for (const std::string& table : tables) append_table(out, sql, table);
  return out;
}

}  // namespace opora
