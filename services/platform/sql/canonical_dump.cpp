#include "platform/sql/canonical_dump.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <stdexcept>
#include <vector>

namespace opora {
namespace {

std::string quoted_name(const std::string& name) {
  std::string quoted = "\"";
  for (const char c : name) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string joined_names(const std::vector<Column>& columns) {
  std::string joined;
  for (const Column& column : columns) joined += (joined.empty() ? "" : ", ") + quoted_name(column.name);
  return joined;
}

// The primary key's columns in the key's own order; all columns where there is no key.
std::vector<Column> order_of(std::vector<Column> columns) {
  const auto in_key = [](const Column& column) { return column.key_place > 0; };
  const auto outside = std::stable_partition(columns.begin(), columns.end(), in_key);
  if (outside == columns.begin()) return columns;
  columns.erase(outside, columns.end());
  std::ranges::sort(columns, {}, &Column::key_place);
  return columns;
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

void append_table(std::string& out, Sql& sql, const std::string& table, Sql& like) {
  const std::vector<Column> columns = like.columns(table);
  if (columns.empty()) throw std::logic_error("There is no table " + table + " to dump.");
  const std::string text = "SELECT " + joined_names(columns) + " FROM " + quoted_name(table) + " ORDER BY " +
                           joined_names(order_of(columns));
  const Statement all(text.c_str());
  out += canonical_lines(table, columns, sql.query(all));
}

}  // namespace

std::string canonical_dump(Sql& sql, std::span<const std::string> tables) { return canonical_dump(sql, tables, sql); }

std::string canonical_dump(Sql& sql, std::span<const std::string> tables, Sql& like) {
  std::string out;
  for (const std::string& table : tables) append_table(out, sql, table, like);
  return out;
}

std::string canonical_lines(const std::string& table, std::span<const Column> columns, const Rows& rows) {
  std::string out;
  for (const Row& row : rows) {
    out += table + " {";
    for (std::size_t column = 0; column < columns.size(); ++column) {
      out += (column == 0 ? "" : ", ") + columns[column].name + ": ";
      append_cell(out, row, column);
    }
    out += "}\n";
  }
  return out;
}

}  // namespace opora
