#include "opora/round_folder/sheet_reader.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "opora/round_folder/decoding.h"
#include "opora/round_folder/workbook_parts.h"
#include "platform/text/typed_text.h"

namespace opora::round_folder {
namespace {

// The column of a place such as "AB12", from 0; nothing where there are no letters, or too many of them.
std::optional<std::size_t> column_in(std::string_view place) {
  std::size_t column = 0, letters = 0;
  for (; letters < place.size() && place[letters] >= 'A' && place[letters] <= 'Z'; ++letters) {
    if (letters == 4) return {};
    column = column * 26 + static_cast<std::size_t>(place[letters] - 'A') + 1;
  }
  if (letters == 0) return {};
  return column - 1;
}

}  // namespace

void SheetReader::begin(std::string_view element, const XmlAttributes& attributes) {
  constexpr std::int64_t kLineMax = 10'000'000;
  if (element == "row") {
    const std::int64_t line = number_in<std::int64_t>(attributes["r"]).value_or(0);
    row_ = {line > row_.line && line <= kLineMax ? line : row_.line + 1, {}};
    next_column_ = 0;
  } else if (element == "c") {
    begin_cell(attributes);
  } else if (element == "f" && in_cell_) {
    is_formula_ = true;
  } else if (element == "rPh") {
    in_reading_ = true;
  } else if ((element == "v" || element == "t") && in_cell_) {
    in_value_ = !in_reading_;
  }
}

void SheetReader::end(std::string_view element) {
  if (element == "sheetData") over_ = true;
  if (element == "row" && !over_) end_row();
  if (element == "c" && in_cell_) end_cell();
  if (element == "rPh") in_reading_ = false;
  if (element == "v" || element == "t") in_value_ = false;
}

void SheetReader::text(std::string_view piece) {
  if (in_value_ && value_.size() <= kFieldBytesMax) value_ += piece;
}

void SheetReader::begin_cell(const XmlAttributes& attributes) {
  column_ = column_in(attributes["r"]).value_or(next_column_);
  next_column_ = column_ + 1;
  type_ = attributes["t"];
  style_ = number_in<std::size_t>(attributes["s"]).value_or(0);
  value_.clear();
  in_cell_ = true;
  in_value_ = in_reading_ = is_formula_ = false;
}

std::string SheetReader::cell_text() {
  if (type_ == "s") {
    const auto number = number_in<std::size_t>(value_);
    if (number && *number < context_.strings.size()) return context_.strings[*number];
    if (!value_.empty()) unreadable({"lost_text"});
    return {};
  }
  if (type_ == "e") {
    unreadable({"error_value", {{"error", beginning(value_)}}});
    return {};
  }
  if (type_ == "b") return value_ == "1" ? "TRUE" : "FALSE";
  if (value_.empty() && is_formula_ && type_ != "str")
    unreadable({"formula_without_value"});
  if (!type_.empty() && type_ != "n") return value_;
  const auto number = number_in<double>(value_);
  if (!number) return value_;
  return number_text(*number, style_ < context_.styles.size() ? context_.styles[style_] : Shown::number,
                     context_.epoch);
}

void SheetReader::end_cell() {
  in_cell_ = false;
  std::string text = cell_text();
  if (text.empty() && !row_.unreadable.contains(column_)) return;
  if (column_ >= kColumnCountMax) {
    row_.unreadable.erase(column_);
    if (!std::exchange(too_wide_, true))
      defects_.add(file_, row_.line, "", "TOO_MANY_CELLS", {"too_many_cells"});
    return;
  }
  if (text.size() > kFieldBytesMax) {
    text.clear();
    unreadable({"cell_too_long"});
  }
  if (row_.cells.size() <= column_) row_.cells.resize(column_ + 1);
  row_.cells[column_] = std::move(text);
}

void SheetReader::end_row() {
  RawRow row{row_.line, std::exchange(row_.cells, {}), std::exchange(row_.unreadable, {})};
  const bool blank =
      row.unreadable.empty() && std::ranges::all_of(row.cells, [](const auto& cell) { return composed(cell).empty(); });
  if (blank) return;
  if (++row_count_ > kRowCountMax + 1) {
    defects_.add(file_, row.line, "", "TOO_MANY_ROWS", {"too_many_rows"});
    over_ = true;
    return;
  }
  if (row_count_ == 1) width_ = row.cells.size();
  if (row.cells.size() < width_) row.cells.resize(width_);
  on_row_(std::move(row));
}

}  // namespace opora::round_folder
