#include "opora/round_folder/header.h"

#include <algorithm>

#include "opora/round_folder/decoding.h"
#include "platform/text/typed_text.h"

namespace opora::round_folder {
namespace {

bool is_language(std::string_view text) {
  return text.size() >= 2 && text.size() <= 8 && text[0] >= 'a' && text[0] <= 'z' && is_key(text);
}

bool in_family(const std::string& column, const Columns& columns) {
  return std::ranges::any_of(columns.families,
                             [&](const std::string& family) { return language_of(column, family).has_value(); });
}

bool is_known(const std::string& column, const Columns& columns) {
  return std::ranges::find(columns.names, column) != columns.names.end() ||
         std::ranges::find(columns.optional, column) != columns.optional.end() || in_family(column, columns);
}

void require_columns(const std::string& file, const RawRow& header, const Columns& columns, const Row::Index& index,
                     Defects& defects) {
  for (const std::string& name : columns.names) {
    if (!index.contains(name))
      defects.add(file, header.line, "", "MISSING_COLUMN", {"missing_column", {{"name", name}}});
  }
  for (const std::string& family : columns.families) {
    if (!std::ranges::any_of(index, [&](const auto& c) { return language_of(c.first, family).has_value(); })) {
      defects.add(file, header.line, "", "MISSING_COLUMN", {"missing_family", {{"name", family + "_en"}}});
    }
  }
}

}  // namespace

std::optional<std::string> language_of(std::string_view column, std::string_view family) {
  if (column.size() <= family.size() + 1 || !column.starts_with(family) || column[family.size()] != '_') return {};
  const std::string_view language = column.substr(family.size() + 1);
  if (!is_language(language)) return {};
  return std::string(language);
}

std::string column_letters(std::size_t index) {
  std::string letters;
  for (std::size_t left = index + 1; left > 0; left = (left - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
  return letters;
}

std::optional<Row::Index> read_header(const std::string& file, const RawRow& header, const Columns& columns,
                                      Defects& defects) {
  const std::size_t before = defects.total();
  Row::Index index;
  for (std::size_t i = 0; i < header.cells.size(); ++i) {
    const std::string name = folded(header.cells[i]);
    if (name.empty()) continue;
    if (!is_known(name, columns)) {
      defects.note(file, header.line, beginning(composed(header.cells[i])), "UNKNOWN_COLUMN",
                   {"unknown_column", {{"letters", column_letters(i)}}});
    } else if (index.emplace(name, i).second) {
      defects.names().has_column(file, name, composed(header.cells[i]));
    } else {
      defects.add(file, header.line, name, "COLUMN_TWICE", {"column_twice", {{"letters", column_letters(i)}}});
    }
  }
  require_columns(file, header, columns, index, defects);
  if (defects.total() > before) return {};
  return index;
}

}  // namespace opora::round_folder
