#include "opora/tool/listing.h"

#include <string_view>

#include <nlohmann/json.hpp>

#include "platform/text/printable.h"
#include "reporting/report/columns.h"

namespace opora::tool {
namespace {

constexpr std::size_t kLineMax = 400;  // wide enough for any row: a terminal breaks the line, a file does not

std::string as_table(Table table) {
  for (auto& row : table.rows)
    for (report::Wording& cell : row) cell.text = printable(cell.text);
  const std::size_t count = table.rows.size();
  return report::lay_out(table, kLineMax) + std::to_string(count) + (count == 1 ? " row\n" : " rows\n");
}

bool looks_like_formula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

std::string csv_cell(std::string_view text) {
  std::string cell = looks_like_formula(text) ? "'" : "";
  cell += text;
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char each : cell) {
    if (each == '"') quoted += '"';
    quoted += each;
  }
  return quoted + "\"";
}

std::string as_csv(const Table& table) {
  std::string text = "\xef\xbb\xbf";
  const auto add = [&](std::size_t column, std::string_view cell) {
    if (column > 0) text += ",";
    text += csv_cell(cell);
  };
  for (std::size_t column = 0; column < table.columns.size(); ++column) add(column, table.columns[column].heading);
  text += "\r\n";
  for (const auto& row : table.rows) {
    for (std::size_t column = 0; column < row.size(); ++column) add(column, row[column].text);
    text += "\r\n";
  }
  return text;
}

nlohmann::ordered_json json_cell(const Table::Column& column, const std::string& cell) {
  if (!column.number) return cell;
  if (cell.empty()) return nullptr;
  return std::stoll(cell);
}

std::string as_json(const Table& table) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const auto& row : table.rows) {
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (std::size_t column = 0; column < row.size(); ++column)
      object[table.columns[column].heading] = json_cell(table.columns[column], row[column].text);
    rows.push_back(std::move(object));
  }
  return rows.dump(2) + "\n";
}

}  // namespace

std::string to_text(const Table& table, Form form) {
  switch (form) {
    case Form::table: return as_table(table);
    case Form::csv: return as_csv(table);
    case Form::json: return as_json(table);
  }
  return {};
}

}  // namespace opora::tool
