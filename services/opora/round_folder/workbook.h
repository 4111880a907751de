// Reads an XLSX workbook (ISO/IEC 29500) as rows of texts: what a cell shows, formulas by the value that the
// spreadsheet kept of them, days and times as 2023-10-18 and 2023-10-18T09:30:00. Bounded like a CSV file, and in
// what it unpacks to (zip_archive.h); a document type is refused (xml_stream.h). Macros, links and pictures are not
// looked at.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "opora/round_folder/defects.h"
#include "opora/round_folder/raw_row.h"
#include "opora/round_folder/sheet_numbers.h"
#include "opora/round_folder/zip_archive.h"

namespace opora::round_folder {

class Workbook {
 public:
  // nullptr, with a defect, when it can't be read.
  static std::unique_ptr<Workbook> open(const std::filesystem::path& path, Defects& defects,
                                        std::uint64_t unpacked_bytes_max = ZipArchive::kUnpackedBytesMax);

  // The names of its sheets, in their order.
  std::vector<std::string> sheet_names() const;

  // Gives every row of a sheet that holds anything to `on_row`, like read_csv(); `file` is what defects call it.
  bool read_sheet(std::size_t sheet, const std::string& file, Defects& defects, const OnRow& on_row);

 private:
  struct Sheet {
    std::string name;
    std::string entry;  // of the archive
  };

  explicit Workbook(std::unique_ptr<ZipArchive> archive) : archive_(std::move(archive)) {}
  bool read_parts();

  std::unique_ptr<ZipArchive> archive_;
  std::vector<Sheet> sheets_;
  std::vector<std::string> strings_;  // which cells share, by number
  std::vector<Shown> styles_;         // of cells, by number
  Epoch epoch_ = Epoch::year_1900;
};

}  // namespace opora::round_folder
