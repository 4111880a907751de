#include "opora/round_folder/table.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "platform/dates/dates.h"
#include "platform/dates/time_zone.h"

namespace opora::round_folder {
namespace {

bool is_key_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

bool is_language(std::string_view text) {
  return text.size() >= 2 && text.size() <= 8 && std::islower(static_cast<unsigned char>(text[0])) != 0 && is_key(text);
}

// The language of a column such as name_ru, if it belongs to the family "name".
std::optional<std::string> language_of(std::string_view column, std::string_view family) {
  if (column.size() <= family.size() + 1 || !column.starts_with(family) || column[family.size()] != '_') return {};
  const std::string_view language = column.substr(family.size() + 1);
  if (!is_language(language)) return {};
  return std::string(language);
}

bool in_family(const std::string& column, const Columns& columns) {
  return std::any_of(columns.families.begin(), columns.families.end(),
                     [&](const std::string& family) { return language_of(column, family).has_value(); });
}

// Columns by name; nothing when the header can't be used.
std::optional<Row::Index> read_header(const std::string& file, const CsvRow& header, const Columns& columns,
                                      Defects& defects) {
  const std::size_t before = defects.total();
  if (header.cells.size() == 1 && header.cells[0].find(';') != std::string::npos) {
    defects.add(file, header.line, "WRONG_SEPARATOR", "The columns are separated by semicolons: save with commas.");
    return {};
  }
  Row::Index index;
  for (std::size_t i = 0; i < header.cells.size(); ++i) {
    const std::string& name = header.cells[i];
    const bool known = std::find(columns.names.begin(), columns.names.end(), name) != columns.names.end() ||
                       std::find(columns.optional.begin(), columns.optional.end(), name) != columns.optional.end();
    if (!known && !in_family(name, columns)) {
      defects.add(file, header.line, "UNKNOWN_COLUMN", "No column is called \"" + name + "\": correct or remove it.");
    } else if (!index.emplace(name, i).second) {
      defects.add(file, header.line, "COLUMN_TWICE", "Two columns are called \"" + name + "\": remove one.");
    }
  }
  for (const std::string& name : columns.names) {
    if (!index.contains(name)) defects.add(file, header.line, "MISSING_COLUMN", "Add the column \"" + name + "\".");
  }
  for (const std::string& family : columns.families) {
    const bool any =
        std::any_of(index.begin(), index.end(), [&](const auto& c) { return language_of(c.first, family); });
    if (!any) {
      defects.add(file, header.line, "MISSING_COLUMN",
                  "Add a column \"" + family + "_en\", or one of another language.");
    }
  }
  if (defects.total() > before) return {};
  return index;
}

// "SESSION_KIND_ROUND_TABLE" of the enum SessionKind is "round-table".
std::string code_of(const google::protobuf::EnumValueDescriptor& value) {
  const google::protobuf::EnumDescriptor& type = *value.type();
  const std::string& zero = type.value(0)->name();
  const std::size_t prefix = zero.size() - std::string_view("UNSPECIFIED").size();
  std::string code = value.name().substr(prefix);
  for (char& c : code) c = c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return code;
}

std::string another_lists_key(std::string_view column) {
  return "In \"" + std::string(column) +
         "\" write a key of another list as that list's name, one slash, and the key, such as network/ruse: both of up "
         "to 64 lower-case letters, digits and dashes.";
}

}  // namespace

bool is_key(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), is_key_character);
}

bool is_shared_key(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return is_key(text);
  return is_key(text.substr(0, slash)) && is_key(text.substr(slash + 1));
}

const std::string& Row::cell(std::string_view column) const {
  static const std::string kNothing;
  const auto found = columns_.find(column);
  return found == columns_.end() ? kNothing : cells_.cells[found->second];
}

void Row::defect(std::string reason, std::string message) {
  sound_ = false;
  defects_.add(file_, line(), std::move(reason), std::move(message));
}

bool Row::missing(std::string_view column, Cell need) {
  if (!cell(column).empty()) return false;
  if (need == Cell::required) defect("EMPTY_CELL", "The column \"" + std::string(column) + "\" must be filled in.");
  return true;
}

std::string Row::key(std::string_view column, Cell need) {
  if (missing(column, need)) return {};
  if (!is_key(cell(column))) {
    defect("BAD_KEY", "In \"" + std::string(column) + "\" use up to 64 lower-case letters, digits and dashes.");
  }
  return cell(column);
}

std::vector<std::string> Row::keys(std::string_view column) {
  std::vector<std::string> keys;
  std::istringstream words(cell(column));
  for (std::string word; words >> word;) {
    if (is_key(word)) {
      keys.push_back(word);
    } else {
      defect("BAD_KEY",
             "In \"" + std::string(column) + "\" write keys (lower-case letters, digits, dashes) between spaces.");
    }
  }
  return keys;
}

std::string Row::shared_key(std::string_view column, Cell need) {
  if (cell(column).find('/') == std::string::npos) return key(column, need);
  if (!is_shared_key(cell(column))) defect("BAD_KEY", another_lists_key(column));
  return cell(column);
}

std::vector<std::string> Row::shared_keys(std::string_view column) {
  if (cell(column).find('/') == std::string::npos) return keys(column);
  std::vector<std::string> keys;
  std::istringstream words(cell(column));
  for (std::string word; words >> word;) {
    if (is_shared_key(word))
      keys.push_back(word);
    else
      defect("BAD_KEY", another_lists_key(column));
  }
  return keys;
}

std::string Row::text(std::string_view column, std::size_t characters_max) {
  if (missing(column, Cell::required)) return {};
  if (character_count(cell(column)) > characters_max) {
    defect("TEXT_TOO_LONG", "\"" + std::string(column) + "\" holds at most " + std::to_string(characters_max) +
                                " characters: shorten it.");
  }
  return cell(column);
}

LocalizedText Row::localized(std::string_view family) {
  constexpr std::size_t kCharactersMax = 200;
  LocalizedText written;
  for (const auto& [column, index] : columns_) {
    const auto language = language_of(column, family);
    if (language && !cells_.cells[index].empty()) written.by_language.emplace(*language, text(column, kCharactersMax));
  }
  if (written.by_language.empty()) {
    defect("EMPTY_CELL", "Fill in \"" + std::string(family) + "\" in at least one language.");
  }
  return written;
}

int Row::number(std::string_view column, int least, int most, Cell need) {
  if (missing(column, need)) return 0;
  const std::string& text = cell(column);
  int number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size() || number < least || number > most) {
    defect("BAD_NUMBER", "In \"" + std::string(column) + "\" write a whole number from " + std::to_string(least) +
                             " to " + std::to_string(most) + ".");
    return 0;
  }
  return number;
}

std::string Row::day(std::string_view column, Cell need) {
  if (missing(column, need)) return {};
  if (!is_date(cell(column))) {
    defect("BAD_DATE", "In \"" + std::string(column) + "\" write a date as 2023-10-18.");
    return {};
  }
  return cell(column);
}

std::chrono::local_seconds Row::local_time(std::string_view column) {
  if (missing(column, Cell::required)) return {};
  std::string text = cell(column);
  if (text.size() > 10 && text[10] == ' ') text[10] = 'T';
  const auto time = local_time_in(text);
  if (!time) {
    defect("BAD_TIME", "In \"" + std::string(column) + "\" write the local date and time as 2023-10-18T09:30.");
  }
  return time.value_or(std::chrono::local_seconds{});
}

std::string Row::time_zone(std::string_view column) {
  if (cell(column).empty()) return {};
  if (!is_time_zone(cell(column)))
    defect("UNKNOWN_TIME_ZONE", "Write the name of an IANA time zone, such as Asia/Yakutsk.");
  return cell(column);
}

int Row::enum_number(std::string_view column, const google::protobuf::EnumDescriptor* type) {
  if (missing(column, Cell::required)) return 0;
  std::string choices;
  for (int i = 1; i < type->value_count(); ++i) {
    const std::string code = code_of(*type->value(i));
    if (code == cell(column)) return type->value(i)->number();
    choices += (i == 1 ? "" : ", ") + code;
  }
  defect("UNKNOWN_CODE", "In \"" + std::string(column) + "\" write one of: " + choices + ".");
  return 0;
}

bool read_table(const std::filesystem::path& path, const Columns& columns, Defects& defects,
                const std::function<void(Row&)>& on_row) {
  const std::string file = path.filename().string();
  std::optional<Row::Index> index;
  std::size_t width = 0;
  const std::size_t before = defects.total();
  bool header_seen = false;
  const bool whole = read_csv(path, defects, [&](CsvRow&& cells) {
    if (!header_seen) {
      header_seen = true;
      width = cells.cells.size();
      index = read_header(file, cells, columns, defects);
    } else if (index && cells.cells.size() != width) {
      defects.add(
          file, cells.line, "WRONG_CELL_COUNT",
          "The row has " + std::to_string(cells.cells.size()) + " cells, the header " + std::to_string(width) + ".");
    } else if (index) {
      Row row(file, *index, std::move(cells), defects);
      on_row(row);
    }
  });
  if (!header_seen && defects.total() == before) {
    defects.add(file, 0, "MISSING_HEADER", "The file is empty: its first row names the columns.");
  }
  return whole && index.has_value();
}

}  // namespace opora::round_folder
