#include "reporting/report/columns.h"

#include <algorithm>

namespace opora::report {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowest = 8;  // of a column of text, however many columns there are

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }

// Marks of isolation (U+2068, U+2069), which take no room.
bool is_mark(std::string_view text) { return text.starts_with("\u2068") || text.starts_with("\u2069"); }

// The bytes of the first `count` characters.
std::size_t bytes_of(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (!begins_character(text[at])) continue;
    if (count == 0) break;
    --count;
  }
  return at;
}

std::string padded(const std::string& text, std::size_t to, bool right) {
  const std::string space(to - std::min(to, width(text)), ' ');
  return right ? space + text : text + space;
}

// Every column as wide as its widest cell; then columns of text give way, the widest first, until the line fits.
std::vector<std::size_t> widths_of(const Table& table, std::size_t limit) {
  std::vector<std::size_t> widths;
  std::size_t total = 0;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    std::size_t widest = width(table.columns[column].heading);
    for (const auto& row : table.rows) widest = std::max(widest, width(row[column].text));
    widths.push_back(widest);
    total += widest + (column == 0 ? 0 : kGap);
  }
  while (total > limit) {
    std::size_t* widest = nullptr;
    for (std::size_t column = 0; column < widths.size(); ++column) {
      const bool gives_way = !table.columns[column].number && widths[column] > kNarrowest;
      if (gives_way && (widest == nullptr || widths[column] > *widest)) widest = &widths[column];
    }
    if (widest == nullptr) break;
    --*widest;
    --total;
  }
  return widths;
}

std::string lay_out_row(const Table& table, const std::vector<Wording>& cells,
                        const std::vector<std::size_t>& widths) {
  std::vector<std::vector<std::string>> lines_by_column;
  std::size_t height = 1;
  for (std::size_t column = 0; column < cells.size(); ++column) {
    lines_by_column.push_back(wrap(cells[column].text, widths[column]));
    height = std::max(height, lines_by_column.back().size());
  }
  std::string text;
  for (std::size_t line = 0; line < height; ++line) {
    std::string row;
    for (std::size_t column = 0; column < cells.size(); ++column) {
      const auto& lines = lines_by_column[column];
      if (column > 0) row.append(kGap, ' ');
      row += padded(line < lines.size() ? lines[line] : "", widths[column], table.columns[column].number);
    }
    row.erase(row.find_last_not_of(' ') + 1);
    text += row + "\n";
  }
  return text;
}

}  // namespace

std::size_t width(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++at)
    if (begins_character(text[at]) && !is_mark(text.substr(at))) ++count;
  return count;
}

std::vector<std::string> wrap(std::string_view text, std::size_t limit) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    std::string_view word = text.substr(0, space);
    text.remove_prefix(std::min(space + 1, text.size()));
    if (word.empty()) continue;
    std::string& line = lines.back();
    if (!line.empty() && width(line) + 1 + width(word) > limit) lines.emplace_back();
    while (width(word) > limit) {
      const std::size_t fits = bytes_of(word, limit);
      lines.back() = word.substr(0, fits);
      lines.emplace_back();
      word.remove_prefix(fits);
    }
    if (!lines.back().empty()) lines.back() += ' ';
    lines.back() += word;
  }
  return lines;
}

std::string lay_out(const Table& table, std::size_t limit) {
  const std::vector<std::size_t> widths = widths_of(table, limit);
  std::vector<Wording> headings;
  std::size_t total = 0;
  for (std::size_t column = 0; column < widths.size(); ++column) {
    headings.push_back(table.columns[column].heading);
    total += widths[column] + (column == 0 ? 0 : kGap);
  }
  std::string text = lay_out_row(table, headings, widths) + std::string(total, '-') + "\n";
  for (const auto& row : table.rows) text += lay_out_row(table, row, widths);
  return text;
}

}  // namespace opora::report
