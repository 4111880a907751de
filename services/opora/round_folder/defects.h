// What is wrong with a round folder: every defect says the file, the line, the column, a stable reason, and what to do.
// And what is not wrong but ought to be known: a note says it the same way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "opora/round_folder/said.h"

namespace opora::round_folder {

// By the names of docs/round-folder.md; printed (wording.h) it says what the folder at hand calls its files and
// columns.
struct Defect {
  std::string file;          // "sessions.csv"
  std::int64_t line = 0;     // from 1, the header's; 0 when it is about the whole file
  std::string column;        // "room"; empty where it is about the row or the file
  std::string reason;        // stable, UPPER_SNAKE; of some notes there is none
  std::vector<Said> said{};  // what was wrong and what to do
};

// In English, by the names of docs/round-folder.md.
std::string to_text(const Defect& defect);

// Where a table was read.
struct TableName {
  std::string file;        // "people.csv", "round.xlsx"
  std::string sheet = {};  // of a workbook that holds several
};

// What a folder calls its tables and their columns.
class FolderNames {
 public:
  // When not in the file that has its name.
  void read_from(const std::string& file, TableName name) { tables_[file] = std::move(name); }
  void has_column(const std::string& file, const std::string& column, std::string written) {
    columns_[{file, column}] = std::move(written);
  }

  // The name of docs/round-folder.md, where the folder said nothing else.
  TableName table(const std::string& file) const;
  std::string column(const std::string& file, const std::string& column) const;

 private:
  std::map<std::string, TableName> tables_;
  std::map<std::pair<std::string, std::string>, std::string> columns_;
};

// Keeps the first defects and counts the rest: nobody mends a thousand lines from one list.
class Defects {
 public:
  static constexpr std::size_t kKeptMax = 50;

  void add(Defect defect);
  void add(std::string file, std::int64_t line, std::string column, std::string reason, Said said) {
    add({std::move(file), line, std::move(column), std::move(reason), {std::move(said)}});
  }
  // Of what is wrong in the same way with many rows of a column, told once, where it is met first: `said` with the
  // count of rows.
  void add_of_column(std::string file, std::int64_t line, std::string column, std::string reason, Said said);
  bool empty() const { return total_ == 0; }
  std::size_t total() const { return total_; }
  // By file, as the folder calls it, then by line.
  std::vector<Defect> sorted() const;

  // What was passed over and stands in nobody's way; the first kKeptMax. By file, then by line.
  void note(std::string file, std::int64_t line, std::string column, std::string reason, Said said);
  std::vector<Defect> notes() const;

  FolderNames& names() { return names_; }
  const FolderNames& names() const { return names_; }

 private:
  std::vector<Defect> by_place(std::vector<Defect> defects) const;

  std::vector<Defect> kept_;
  std::vector<Defect> notes_;
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> of_columns_;  // where they are kept
  FolderNames names_;
  std::size_t total_ = 0;
};

}  // namespace opora::round_folder
