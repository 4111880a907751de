// Which file of a folder holds which table: people.csv, People.CSV, people.xlsx, or a sheet "people" of any workbook.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "opora/round_folder/defects.h"
#include "opora/round_folder/table.h"
#include "opora/round_folder/workbook.h"

namespace opora::round_folder {

class TableFiles {
 public:
  // Of a folder, or of a workbook alone. `tables` are all that there may be, such as "people". What other computers
  // leave in folders is passed over; a table that is there twice, and a file or a workbook that holds none, is a
  // defect.
  TableFiles(const std::filesystem::path& path, const std::vector<std::string>& tables, Defects& defects);

  bool has(const std::string& table) const { return sources_.contains(table); }

  // How to read a table. Defects name it by "people.csv"; where they are shown it is what was read.
  ReadRows rows_of(const std::string& table) const;

 private:
  struct Source {
    std::filesystem::path path;
    std::shared_ptr<Workbook> workbook = nullptr;  // of a CSV file none
    std::size_t sheet = 0;
    TableName shown;  // its file is empty where it can't be read, and somebody was told
  };

  void look_at(const std::filesystem::path& file);
  void look_into_workbook(const std::filesystem::path& file);
  void add(const std::string& table, Source source);
  std::optional<std::string> table_called(std::string_view name) const;

  const std::vector<std::string>& tables_;
  Defects& defects_;
  std::map<std::string, Source> sources_;
};

}  // namespace opora::round_folder
