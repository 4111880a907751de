#include "opora/round_folder/csv.h"

#include <algorithm>
#include <fstream>
#include <string_view>
#include <utility>

#include <csv.h>

namespace opora::round_folder {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Follows libcsv through a file. It is told of every line end, so that a defect can name its line.
class RowCollector {
 public:
  RowCollector(std::string file, Defects& defects, const std::function<void(CsvRow&&)>& on_row)
      : file_(std::move(file)), defects_(defects), on_row_(on_row) {}

  void field(std::string_view text) {
    if (row_.cells.empty()) row_.line = line_;
    after_carriage_return_ = false;
    line_ += std::count(text.begin(), text.end(), '\n');
    check(text);
    row_.cells.emplace_back(text.substr(0, kFieldBytesMax));
  }

  // CRLF arrives as two ends, the second of an empty row.
  void row(int terminator) {
    const bool second_half = terminator == '\n' && after_carriage_return_ && row_.cells.empty();
    after_carriage_return_ = terminator == '\r';
    if (second_half) return;
    ++line_;
    const bool blank =
        std::all_of(row_.cells.begin(), row_.cells.end(), [](const std::string& c) { return c.empty(); });
    if (!blank && ++row_count_ <= kRowCountMax + 1) on_row_(std::move(row_));
    if (row_count_ == kRowCountMax + 2) {
      defects_.add(file_, line_ - 1, "TOO_MANY_ROWS",
                   "A file holds at most 1,000,000 rows: split the programme into folders.");
    }
    row_ = {};
  }

 private:
  void check(std::string_view text) {
    if (text.size() > kFieldBytesMax) {
      defects_.add(file_, row_.line, "FIELD_TOO_LONG", "A cell holds at most 10,000 bytes: shorten it.");
    } else if (!is_utf8(text)) {
      defects_.add(file_, row_.line, "NOT_UTF8", "The text is not UTF-8: save the file again as \"CSV UTF-8\".");
    } else if (std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; })) {
      defects_.add(file_, row_.line, "CONTROL_CHARACTER",
                   "A cell holds a line break, a tab or another control character: replace it by a space.");
    }
  }

  std::string file_;
  Defects& defects_;
  const std::function<void(CsvRow&&)>& on_row_;
  CsvRow row_;
  std::int64_t line_ = 1;
  std::int64_t row_count_ = 0;  // the header is one of them
  bool after_carriage_return_ = false;
};

void on_field(void* text, std::size_t size, void* collector) {
  static_cast<RowCollector*>(collector)->field({static_cast<const char*>(text), size});
}

void on_row_end(int terminator, void* collector) { static_cast<RowCollector*>(collector)->row(terminator); }

struct Parser {
  csv_parser parser{};
  // Strict, because a misplaced quote swallows the rows after it without a word.
  Parser() { csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL | CSV_APPEND_NULL); }
  ~Parser() { csv_free(&parser); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
};

bool parse(std::string_view text, const std::string& file, Defects& defects,
           const std::function<void(CsvRow&&)>& on_row) {
  RowCollector collector(file, defects, on_row);
  Parser csv;
  const std::size_t parsed = csv_parse(&csv.parser, text.data(), text.size(), on_field, on_row_end, &collector);
  if (parsed < text.size()) {
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(parsed), '\n');
    defects.add(file, line, "MISPLACED_QUOTE",
                "A quote stands inside a cell: put the whole cell in quotes and double those inside it.");
    return false;
  }
  if (csv_fini(&csv.parser, on_field, on_row_end, &collector) != 0) {
    defects.add(file, 1 + std::count(text.begin(), text.end(), '\n'), "UNCLOSED_QUOTE",
                "The file ends inside a quoted cell: add the missing quote.");
    return false;
  }
  return true;
}

// The number of bytes that continue a character beginning with `lead`; -1 if none can.
int continuation_count(unsigned char lead) {
  if (lead < 0x80) return 0;
  if (lead >= 0xC2 && lead <= 0xDF) return 1;
  if (lead >= 0xE0 && lead <= 0xEF) return 2;
  if (lead >= 0xF0 && lead <= 0xF4) return 3;
  return -1;
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const int count = continuation_count(lead);
    if (count < 0 || i + static_cast<std::size_t>(count) >= text.size()) return false;
    for (int k = 1; k <= count; ++k) {
      const auto next = static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]);
      unsigned char least = 0x80;
      unsigned char most = 0xBF;
      // The second byte rules out overlong forms, surrogates and what lies beyond Unicode.
      if (k == 1 && lead == 0xE0) least = 0xA0;
      if (k == 1 && lead == 0xED) most = 0x9F;
      if (k == 1 && lead == 0xF0) least = 0x90;
      if (k == 1 && lead == 0xF4) most = 0x8F;
      if (next < least || next > most) return false;
    }
    i += static_cast<std::size_t>(count) + 1;
  }
  return true;
}

bool read_csv(const std::filesystem::path& path, Defects& defects, const std::function<void(CsvRow&&)>& on_row) {
  const std::string file = path.filename().string();
  std::error_code failure;
  if (!std::filesystem::is_regular_file(path, failure)) {
    defects.add(file, 0, "MISSING_FILE", "The file isn't there: a folder without it can't be loaded; add it.");
    return false;
  }
  const auto size = std::filesystem::file_size(path, failure);
  if (failure || size > kFileBytesMax) {
    defects.add(file, 0, "FILE_TOO_LARGE", "A file holds at most 64 MiB: split the programme into folders.");
    return false;
  }
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    defects.add(file, 0, "UNREADABLE_FILE", "The file can't be read: check its permissions.");
    return false;
  }
  std::string text(size, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(size));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  std::string_view content = text;
  if (content.starts_with(kByteOrderMark)) content.remove_prefix(kByteOrderMark.size());
  return parse(content, file, defects, on_row);
}

}  // namespace opora::round_folder
