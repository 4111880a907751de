#include "opora/round_folder/csv.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>
#include <utility>

#include <csv.h>

#include "opora/round_folder/decoding.h"
#include "opora/round_folder/header.h"
#include "platform/text/typed_text.h"

namespace opora::round_folder {
namespace {

// CRLF is one.
std::int64_t line_ends_in(std::string_view text) {
  std::int64_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++at)
    count += text[at] == '\n' || (text[at] == '\r' && !text.substr(at + 1).starts_with('\n')) ? 1 : 0;
  return count;
}

// Follows libcsv through a file. It is told of every line end, so that a defect can name its line.
class RowCollector {
 public:
  RowCollector(std::string file, std::int64_t first_line, Defects& defects, const OnRow& on_row)
      : file_(std::move(file)), defects_(defects), on_row_(on_row), line_(first_line) {}

  void field(std::string_view text) {
    if (row_.cells.empty()) row_.line = line_;
    after_carriage_return_ = false;
    if (row_.cells.size() == kColumnCountMax) {
      if (!std::exchange(too_wide_, true))
        defects_.add(file_, line_, "", "TOO_MANY_CELLS", {"too_many_cells"});
    } else {
      if (text.size() > kFieldBytesMax) {
        defects_.add(file_, line_, "", "FIELD_TOO_LONG",
                     {"cell_of_row_too_long", {{"cell", column_letters(row_.cells.size())}}});
      }
      row_.cells.emplace_back(text.substr(0, kFieldBytesMax));
    }
    line_ += line_ends_in(text);
  }

  // CRLF arrives as two ends, the second of an empty row.
  void row(int terminator) {
    const bool second_half = terminator == '\n' && after_carriage_return_ && row_.cells.empty();
    after_carriage_return_ = terminator == '\r';
    if (second_half) return;
    ++line_;
    const bool blank = std::ranges::all_of(row_.cells, [](const std::string& cell) { return composed(cell).empty(); });
    if (!blank && ++row_count_ <= kRowCountMax + 1) on_row_(std::move(row_));
    if (!blank && row_count_ == kRowCountMax + 2) {
      defects_.add(file_, line_ - 1, "", "TOO_MANY_ROWS", {"too_many_rows"});
    }
    row_ = {};
  }

  std::int64_t line() const { return line_; }

 private:
  std::string file_;
  Defects& defects_;
  const OnRow& on_row_;
  RawRow row_;
  std::int64_t line_;
  std::int64_t row_count_ = 0;  // the header is one of them
  bool after_carriage_return_ = false;
  bool too_wide_ = false;
};

void on_field(void* text, std::size_t size, void* collector) {
  static_cast<RowCollector*>(collector)->field({static_cast<const char*>(text), size});
}

void on_row_end(int terminator, void* collector) { static_cast<RowCollector*>(collector)->row(terminator); }

struct Parser {
  csv_parser parser{};
  // Strict, because a misplaced quote swallows the rows after it without a word.
  explicit Parser(char separator) {
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL | CSV_APPEND_NULL);
    csv_set_delim(&parser, static_cast<unsigned char>(separator));
  }
  ~Parser() { csv_free(&parser); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
};

// What separates the cells of a file, and what is before its header.
struct Layout {
  char separator = ',';
  std::size_t header = 0;  // where it begins
  std::int64_t line = 1;   // of the header
};

// A line that Excel writes and reads before the header: sep=;
bool has_separator_line(std::string_view text) {
  return text.size() > 5 && folded(text.substr(0, 4)) == "sep=" &&
         (text[5] == '\n' || text[5] == '\r');
}

// The most frequent one outside quotes in the first row that holds anything; a comma where there is none.
Layout layout_of(std::string_view text) {
  Layout layout;
  if (has_separator_line(text)) {
    layout.header = text[5] == '\r' && text.substr(6).starts_with('\n') ? 7 : 6;
    layout.separator = text[4];
    layout.line = 2;
    return layout;
  }
  constexpr std::string_view kSeparators = ",;\t";
  std::array<int, kSeparators.size()> counts{};
  bool quoted = false, any = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == '\n' || c == '\r') && any) break;
    const std::size_t which = kSeparators.find(c);
    if (!quoted && which != std::string_view::npos) ++counts[which];
    any = any || (c != '\n' && c != '\r');
  }
  layout.separator = kSeparators[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
  return layout;
}

bool parse(std::string_view text, const std::string& file, Defects& defects, const OnRow& on_row) {
  const Layout layout = layout_of(text);
  text.remove_prefix(layout.header);
  RowCollector collector(file, layout.line, defects, on_row);
  Parser csv(layout.separator);
  const std::size_t parsed = csv_parse(&csv.parser, text.data(), text.size(), on_field, on_row_end, &collector);
  if (parsed < text.size()) {
    defects.add(file, collector.line(), "", "MISPLACED_QUOTE", {"misplaced_quote"});
    return false;
  }
  const std::int64_t line = collector.line();  // of the last cell's beginning
  if (csv_fini(&csv.parser, on_field, on_row_end, &collector) != 0) {
    defects.add(file, line, "", "UNCLOSED_QUOTE", {"unclosed_quote"});
    return false;
  }
  return true;
}

}  // namespace

bool read_csv(const std::filesystem::path& path, Defects& defects, const OnRow& on_row) {
  const std::string file = name_in_text(path.filename());
  std::error_code failure;
  if (!std::filesystem::is_regular_file(path, failure)) {
    defects.add(file, 0, "", "MISSING_FILE", {"missing_file"});
    return false;
  }
  const auto size = std::filesystem::file_size(path, failure);
  if (failure || size > kFileBytesMax) {
    defects.add(file, 0, "", "FILE_TOO_LARGE", {"file_too_large"});
    return false;
  }
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    defects.add(file, 0, "", "UNREADABLE_FILE", {"unreadable_file"});
    return false;
  }
  std::string bytes(size, '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(size));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  const auto decoded = decode(bytes);
  if (!decoded) {
    defects.add(file, first_line_not_utf8(bytes), "", "NOT_UTF8", {"not_utf8"});
    return false;
  }
  if (decoded->from == "Windows-1251")
    defects.note(file, 0, "", "READ_AS_WINDOWS_1251", {"read_as_windows_1251"});
  return parse(decoded->text, file, defects, on_row);
}

}  // namespace opora::round_folder
