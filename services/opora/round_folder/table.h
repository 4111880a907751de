// A table of a round folder: which columns it has, and one row's cells by the names of their columns, checked as they
// are read. A cell that can't be read adds a defect and leaves its row unsound, so that all defects of a row are
// found at once. Cells and names of columns are taken as people type them (platform/text/typed_text.h): composed, and
// compared folded.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "opora/round_folder/defects.h"
#include "opora/round_folder/raw_row.h"
#include "platform/text/localized_text.h"

namespace opora::round_folder {

enum class Cell { required, optional };

class Row {
 public:
  using Index = std::map<std::string, std::size_t, std::less<>>;
  // Of cells, those that have a column are composed here.
  Row(const std::string& file, const Index& columns, RawRow cells, Defects& defects);

  std::string key(std::string_view column, Cell need = Cell::required);  // lower-case letters, digits and dashes
  std::vector<std::string> keys(std::string_view column);                // separated by spaces, commas or semicolons
  // Of places, organisations and people, which several programmes share: also the key of another list, as LIST/KEY.
  std::string shared_key(std::string_view column, Cell need = Cell::required);
  std::vector<std::string> shared_keys(std::string_view column);
  std::string text(std::string_view column, std::size_t characters_max);
  std::string name(std::string_view column, std::size_t characters_max);  // of a person: it has a letter
  std::string code(std::string_view column);                              // without case
  LocalizedText localized(std::string_view family);  // name_en, name_ru …: at least one filled
  int number(std::string_view column, int least, int most, Cell need = Cell::required);
  std::string day(std::string_view column, Cell need = Cell::required);
  std::chrono::local_seconds local_time(std::string_view column);
  std::string time_zone(std::string_view column);  // empty or known to the time zone database

  // The value of an enum of the contracts: "round-table" is SESSION_KIND_ROUND_TABLE.
  template <class Enum>
  Enum one_of(std::string_view column, const google::protobuf::EnumDescriptor* type) {
    return static_cast<Enum>(enum_number(column, type));
  }

  const std::string& cell(std::string_view column) const;  // empty where the table has no such column
  // The column is empty where it is about the whole row.
  void defect(std::string_view column, std::string reason, std::vector<Said> said);
  void defect(std::string_view column, std::string reason, Said said);
  std::int64_t line() const { return cells_.line; }
  bool sound() const { return sound_; }

 private:
  int enum_number(std::string_view column, const google::protobuf::EnumDescriptor* type);
  void check_key(std::string_view column, std::string_view key);
  bool is_day_number(std::string_view column, const char* reason);
  bool missing(std::string_view column, Cell need);

  const std::string& file_;
  const Index& columns_;
  RawRow cells_;
  Defects& defects_;
  bool sound_ = true;
};

struct Columns {
  std::vector<std::string> names;          // all of them must be there
  std::vector<std::string> families;       // "name": columns name_<language>, at least one
  std::vector<std::string> optional = {};  // a table without one is read as one where all its cells are empty
};

// Gives a file's rows, the header first; returns whether all were reached.
using ReadRows = std::function<bool(Defects& defects, const OnRow& on_row)>;

// `file` is what defects call it. Returns whether every row was reached: what rows of other tables refer to is known
// only then.
bool read_table(const std::string& file, const ReadRows& read_rows, const Columns& columns, Defects& defects,
                const std::function<void(Row&)>& on_row);

bool is_key(std::string_view text);

// Whether it is a key, or a list's name and a key with a slash between them.
bool is_shared_key(std::string_view text);

}  // namespace opora::round_folder
