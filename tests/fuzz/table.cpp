// One CSV file in whatever encoding, among good ones. The input's first line is the file's name.
#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "fuzz/folders.h"
#include "fuzz/fuzzer.h"
#include "fuzz/scratch_folder.h"
#include "opora/round_folder/csv.h"
#include "opora/round_folder/decoding.h"
#include "opora/round_folder/tests/small_folder.h"
#include "opora/round_folder/tests/written_workbook.h"

namespace opora::fuzzing {
namespace {

using round_folder::RawRow;

// What a text is as the content of an XML element; nothing where XML has none of its characters.
std::optional<std::string> in_xml(const std::string& text) {
  std::string written;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool is_noncharacter = text.compare(at, 3, "\uFFFE") == 0 || text.compare(at, 3, "\uFFFF") == 0;
    if (is_noncharacter || (c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r')) return {};
    if (c == '<' || c == '&' || c == '\r')
      written += "&#" + std::to_string(static_cast<int>(c)) + ";";
    else
      written += c;
  }
  return written;
}

// The rows as a sheet has them, each on its line.
std::optional<std::string> sheet_of(const std::vector<RawRow>& rows) {
  std::string sheet;
  for (const RawRow& row : rows) {
    sheet += "<row r=\"" + std::to_string(row.line) + "\">";
    for (const std::string& cell : row.cells) {
      const auto text = in_xml(cell);
      if (!text) return {};
      sheet += "<c t=\"inlineStr\"><is><t>" + *text + "</t></is></c>";
    }
    sheet += "</row>";
  }
  return sheet;
}

std::vector<RawRow> read_rows(const std::filesystem::path& path, std::size_t size) {
  std::vector<RawRow> rows;
  round_folder::Defects defects;
  std::int64_t line = 0;
  round_folder::read_csv(path, defects, [&](RawRow&& row) {
    expect(row.line > line, "rows are given in order");
    expect(!row.cells.empty() && row.cells.size() <= round_folder::kColumnCountMax, "a row has some cells");
    for (const std::string& cell : row.cells)
      expect(cell.size() <= round_folder::kFieldBytesMax && (round_folder::is_utf8(cell) || !defects.empty()),
             "a cell is UTF-8, and not too long", cell);
    line = row.line;
    rows.push_back(std::move(row));
  });
  // In each of the encodings a line has an end of a byte or two, and nothing begins in the one after the last.
  expect(line <= static_cast<std::int64_t>(size) + 1, "a row stands on a line that is there");
  return rows;
}

// What a CSV file gives a workbook with the same cells gives as well.
void expect_same_as_workbook(const ScratchFolder& folder, const std::string& table, const std::string& read,
                             std::size_t size) {
  const auto file = folder.path() / (table + ".csv");
  const auto sheet = sheet_of(read_rows(file, size));
  if (!sheet) return;
  const auto workbook = folder.path() / (table + ".xlsx");
  expect(round_folder::write_archive(workbook, round_folder::workbook_of({{table, *sheet}})), "a workbook is written");
  std::filesystem::remove(file);
  const round_folder::ReadFolder again = round_folder::read_round_folder(folder.path());
  std::filesystem::remove(workbook);
  expect(again.defects.empty(), "what is right as CSV is right as a workbook",
         again.defects.empty() ? "" : round_folder::to_text(again.defects.sorted().front()));
  expect(text_of(again.folder) == read, "what CSV gives a workbook gives", text_of(again.folder) + "\n----" + read);
}

}  // namespace

void try_input(std::string_view input) {
  static ScratchFolder folder;
  static const round_folder::Files others = [] {
    round_folder::Files files = round_folder::small_folder();
    for (const auto& [name, text] : files) folder.put(name, text);
    return files;
  }();
  const std::size_t end = input.find('\n');
  const std::string name(input.substr(0, end));
  const auto other = others.find(name);
  if (other == others.end()) return;
  const std::string_view bytes = end == std::string_view::npos ? "" : input.substr(end + 1);
  folder.put(name, bytes);
  read_rows(folder.path() / name, bytes.size());
  const round_folder::ReadFolder read = read_soundly(folder.path());
  if (read.defects.empty())
    expect_same_as_workbook(folder, name.substr(0, name.find('.')), text_of(read.folder), bytes.size());
  folder.put(name, other->second);
}

}  // namespace opora::fuzzing
