#include "opora/round_folder/table.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <sstream>

#include "opora/round_folder/decoding.h"
#include "opora/round_folder/header.h"
#include "opora/round_folder/typed_dates.h"
#include "platform/dates/time_zone.h"
#include "platform/text/typed_text.h"

namespace opora::round_folder {
namespace {

bool is_key_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](unsigned char c) { return (c & 0xC0) != 0x80; }));
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

// A control character that is no kind of space.
bool is_control(unsigned char c) { return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f; }

// What stands between spaces, commas or semicolons.
std::vector<std::string> words_in(std::string separated) {
  std::ranges::replace_if(separated, [](char c) { return c == ',' || c == ';'; }, ' ');
  std::istringstream stream(separated);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

// What is wrong with a key, and what to write instead.
std::vector<Said> advice_on_key(std::string_view key) {
  const auto odd = std::ranges::find_if_not(key, is_key_character);
  if (odd == key.end()) return {Said("key_too_long")};
  const std::string small = folded(key);
  return {Said("key_holds",
               {{"key", composed(beginning(key))},
                {"character", character_name(key.substr(static_cast<std::size_t>(odd - key.begin())))}}),
          is_key(small) ? Said("write_key", {{"key", small}}) : Said("what_keys_are")};
}

// What was read in a cell, before what to write instead.
std::vector<Said> of_what_is_there(const std::string& cell, std::vector<Said> advice) {
  advice.insert(advice.begin(), Said("there_is", {{"cell", beginning(cell)}}));
  return advice;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "45123" or "45123.4166": days since 1900 as spreadsheets count them, from 1927 to 2173.
bool counts_days(std::string_view cell) {
  constexpr std::size_t kDigits = 5;
  const auto point = cell.find_first_of(".,");
  const std::string_view days = cell.substr(0, point);
  if (days.size() != kDigits || days.front() == '0' || !std::ranges::all_of(days, is_digit)) return false;
  return point == std::string_view::npos || std::ranges::all_of(cell.substr(point + 1), is_digit);
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

Row::Row(const std::string& file, const Index& columns, RawRow cells, Defects& defects)
    : file_(file), columns_(columns), cells_(std::move(cells)), defects_(defects) {
  for (const auto& [column, index] : columns_) {
    std::string& cell = cells_.cells[index];
    if (const auto why = cells_.unreadable.find(index); why != cells_.unreadable.end())
      defect(column, "UNREADABLE_CELL", why->second);
    if (const auto found = std::ranges::find_if(cell, is_control); found != cell.end()) {
      defect(column, "CONTROL_CHARACTER",
             {"control_character", {{"character", character_name(std::string_view(&*found, 1))}}});
    }
    cell = composed(cell);
  }
}

const std::string& Row::cell(std::string_view column) const {
  static const std::string kNothing;
  const auto found = columns_.find(column);
  return found == columns_.end() ? kNothing : cells_.cells[found->second];
}

void Row::defect(std::string_view column, std::string reason, std::vector<Said> said) {
  sound_ = false;
  defects_.add({file_, line(), std::string(column), std::move(reason), std::move(said)});
}

void Row::defect(std::string_view column, std::string reason, Said said) {
  defect(column, std::move(reason), std::vector<Said>{std::move(said)});
}

bool Row::missing(std::string_view column, Cell need) {
  if (!cell(column).empty()) return false;
  const auto at = columns_.find(column);
  const bool told = at != columns_.end() && cells_.unreadable.contains(at->second);
  if (need == Cell::required && !told)
    defect(column, "EMPTY_CELL", {"empty_cell"});
  return true;
}

void Row::check_key(std::string_view column, std::string_view key) {
  if (!is_key(key)) defect(column, "BAD_KEY", advice_on_key(key));
}

std::string Row::key(std::string_view column, Cell need) {
  if (missing(column, need)) return {};
  check_key(column, cell(column));
  return cell(column);
}

std::vector<std::string> Row::keys(std::string_view column) {
  std::vector<std::string> keys;
  for (const std::string& word : words_in(cell(column))) {
    check_key(column, word);
    if (is_key(word)) keys.push_back(word);
  }
  return keys;
}

std::string Row::shared_key(std::string_view column, Cell need) {
  if (cell(column).find('/') == std::string::npos) return key(column, need);
  if (!is_shared_key(cell(column))) defect(column, "BAD_KEY", {"key_of_another_list"});
  return cell(column);
}

std::vector<std::string> Row::shared_keys(std::string_view column) {
  if (cell(column).find('/') == std::string::npos) return keys(column);
  std::vector<std::string> keys;
  for (const std::string& word : words_in(cell(column))) {
    if (is_shared_key(word))
      keys.push_back(word);
    else
      defect(column, "BAD_KEY", {"key_of_another_list"});
  }
  return keys;
}

std::string Row::text(std::string_view column, std::size_t characters_max) {
  if (missing(column, Cell::required)) return {};
  if (character_count(cell(column)) > characters_max) {
    defect(column, "TEXT_TOO_LONG", {"text_too_long", {{"most", std::to_string(characters_max)}}});
  }
  return cell(column);
}

std::string Row::name(std::string_view column, std::size_t characters_max) {
  std::string name = text(column, characters_max);
  if (!name.empty() && !has_letter(name))
    defect(column, "NO_LETTER", {"no_letter"});
  return name;
}

std::string Row::code(std::string_view column) { return folded(cell(column)); }

LocalizedText Row::localized(std::string_view family) {
  constexpr std::size_t kCharactersMax = 200;
  LocalizedText written;
  for (const auto& [column, index] : columns_) {
    const auto language = language_of(column, family);
    if (language && !cells_.cells[index].empty()) written.by_language.emplace(*language, text(column, kCharactersMax));
  }
  for (const auto& [language, words] : written.by_language) {
    if (!has_letter_or_digit(words))
      defect(std::string(family) + "_" + language, "NO_LETTER", {"no_letter_and_no_digit"});
  }
  if (written.by_language.empty()) {
    defect(std::string(family) + "_…", "EMPTY_CELL", {"empty_in_all_languages"});
  }
  return written;
}

int Row::number(std::string_view column, int least, int most, Cell need) {
  if (missing(column, need)) return 0;
  const std::string& text = cell(column);
  int number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size() || number < least || number > most) {
    defect(column, "BAD_NUMBER",
           {"bad_number", {{"least", std::to_string(least)}, {"most", std::to_string(most)}}});
    return 0;
  }
  return number;
}

// Whether the cell is one of a column of which nobody told the spreadsheet that it holds days. All are told once.
bool Row::is_day_number(std::string_view column, const char* reason) {
  if (!counts_days(cell(column))) return false;
  sound_ = false;
  defects_.add_of_column(file_, line(), std::string(column), reason,
                         {"days_as_numbers", {{"cell", cell(column)}}});
  return true;
}

std::string Row::day(std::string_view column, Cell need) {
  if (missing(column, need) || is_day_number(column, "BAD_DATE")) return {};
  auto day = typed_day(cell(column));
  if (!day) defect(column, "BAD_DATE", of_what_is_there(cell(column), day.error()));
  return day.value_or("");
}

std::chrono::local_seconds Row::local_time(std::string_view column) {
  if (missing(column, Cell::required) || is_day_number(column, "BAD_TIME")) return {};
  const auto time = typed_time(cell(column));
  if (!time) defect(column, "BAD_TIME", of_what_is_there(cell(column), time.error()));
  return time.value_or(std::chrono::local_seconds{});
}

std::string Row::time_zone(std::string_view column) {
  if (cell(column).empty()) return {};
  if (!is_time_zone(cell(column)))
    defect(column, "UNKNOWN_TIME_ZONE", {"unknown_time_zone"});
  return cell(column);
}

int Row::enum_number(std::string_view column, const google::protobuf::EnumDescriptor* type) {
  if (missing(column, Cell::required)) return 0;
  const std::string wanted = this->code(column);
  std::string choices;
  for (int i = 1; i < type->value_count(); ++i) {
    const std::string code = code_of(*type->value(i));
    if (code == wanted) return type->value(i)->number();
    choices += (i == 1 ? "" : ", ") + code;
  }
  defect(column, "UNKNOWN_CODE", {"unknown_code", {{"choices", choices}}});
  return 0;
}

namespace {

// The rows below the header, one by one.
class TableReader {
 public:
  TableReader(const std::string& file, const Columns& columns, Defects& defects,
              const std::function<void(Row&)>& on_row)
      : file_(file), columns_(columns), defects_(defects), on_row_(on_row) {}

  void row(RawRow&& cells) {
    if (!header_) {
      header_ = std::move(cells);
      index_ = read_header(file_, *header_, columns_, defects_);
      for (std::size_t i = 0; i < header_->cells.size(); ++i)
        if (composed(header_->cells[i]).empty()) unnamed_.push_back(i);
    } else if (index_ && fits(cells)) {
      Row row(file_, *index_, std::move(cells), defects_);
      on_row_(row);
    }
  }

  bool header_seen() const { return header_.has_value(); }
  bool usable() const { return index_.has_value(); }

 private:
  // A cell to the right of all columns, or below one without a name, is nobody's; an empty one says nothing.
  bool fits(RawRow& row) {
    const std::size_t width = header_->cells.size();
    if (row.cells.size() < width) {
      defects_.add(file_, row.line, "", "WRONG_CELL_COUNT",
                   {"too_few_cells",
                    {{"cells", std::to_string(row.cells.size())}, {"columns", std::to_string(width)}}});
      return false;
    }
    for (std::size_t i = width; i < row.cells.size(); ++i) {
      if (composed(row.cells[i]).empty()) continue;
      defects_.add(file_, row.line, "", "WRONG_CELL_COUNT", {"cell_beyond_columns", {{"cell", column_letters(i)}}});
      return false;
    }
    note_unnamed(row);
    return true;
  }

  void note_unnamed(const RawRow& row) {
    std::erase_if(unnamed_, [&](std::size_t i) {
      if (composed(row.cells[i]).empty()) return false;
      defects_.note(file_, row.line, "", "UNKNOWN_COLUMN", {"column_without_name", {{"letters", column_letters(i)}}});
      return true;
    });
  }

  const std::string& file_;
  const Columns& columns_;
  Defects& defects_;
  const std::function<void(Row&)>& on_row_;
  std::optional<RawRow> header_;
  std::optional<Row::Index> index_;
  std::vector<std::size_t> unnamed_;  // columns, of which nobody has been told
};

}  // namespace

bool read_table(const std::string& file, const ReadRows& read_rows, const Columns& columns, Defects& defects,
                const std::function<void(Row&)>& on_row) {
  TableReader table(file, columns, defects, on_row);
  const bool whole = read_rows(defects, [&](RawRow&& cells) { table.row(std::move(cells)); });
  if (whole && !table.header_seen())
    defects.add(file, 0, "", "MISSING_HEADER", {"missing_header"});
  return whole && table.usable();
}

}  // namespace opora::round_folder
