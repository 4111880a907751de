// Workbooks: the bytes of a ZIP archive, or the parts of one, which are packed here so that what is changed in them
// gets to whoever reads them.
#include <string>

#include "fuzz/folders.h"
#include "fuzz/fuzzer.h"
#include "fuzz/parts.h"
#include "fuzz/scratch_folder.h"
#include "opora/round_folder/decoding.h"
#include "opora/round_folder/tests/small_folder.h"
#include "opora/round_folder/tests/written_workbook.h"
#include "opora/round_folder/wording.h"
#include "opora/round_folder/workbook.h"

namespace opora::fuzzing {
namespace {

using round_folder::RawRow;

void read_sheets(const std::filesystem::path& path) {
  round_folder::Defects defects;
  const auto workbook = round_folder::Workbook::open(path, defects);
  expect((workbook == nullptr) == !defects.empty(), "a workbook is opened, or it is told why not");
  if (workbook == nullptr) return;
  const round_folder::Wording wording;
  for (std::size_t sheet = 0; sheet < workbook->sheet_names().size(); ++sheet) {
    round_folder::Defects of_sheet;
    std::int64_t line = 0;
    const bool whole = workbook->read_sheet(sheet, "sheet", of_sheet, [&](RawRow&& row) {
      expect(row.line >= line, "rows are given in order");
      expect(row.cells.size() <= round_folder::kColumnCountMax, "a row is not too wide");
      expect(!row.cells.empty() || !row.unreadable.empty(), "a row holds something");
      for (const std::string& cell : row.cells)
        expect(cell.size() <= round_folder::kFieldBytesMax && round_folder::is_utf8(cell),
               "a cell is UTF-8, and not too long", cell);
      for (const auto& [column, why] : row.unreadable)
        expect(column < row.cells.size() && round_folder::is_utf8(wording.text(why)), "what can't be read is told");
      line = row.line;
    });
    expect(whole || !of_sheet.empty(), "a sheet is read to its end, or it is told why not");
  }
}

}  // namespace

void try_input(std::string_view input) {
  constexpr std::size_t kPartsMax = 20;
  static ScratchFolder folder;
  // Beside the tables that people.xlsx leaves to others.
  static const bool others = [] {
    for (const auto& [name, text] : round_folder::small_folder())
      if (name != "people.csv") folder.put(name, text);
    return true;
  }();
  expect(others, "there are other tables");
  const auto path = folder.path() / "people.xlsx";
  if (input.starts_with("PK")) {
    folder.put("people.xlsx", input);
  } else {
    round_folder::Parts parts;
    for (const Part& part : parts_of(input, kPartsMax))
      if (!part.name.empty()) parts.emplace(part.name, part.text);
    std::filesystem::remove(path);
    if (parts.empty() || !round_folder::write_archive(path, parts)) return;  // a name that no archive can have
  }
  read_sheets(path);
  read_soundly(path);
  read_soundly(folder.path());
}

}  // namespace opora::fuzzing
