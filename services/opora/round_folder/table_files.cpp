#include "opora/round_folder/table_files.h"

#include <algorithm>

#include "opora/round_folder/csv.h"
#include "opora/round_folder/decoding.h"
#include "opora/round_folder/wording.h"
#include "platform/text/typed_text.h"

namespace opora::round_folder {
namespace {

std::string name_of(const std::filesystem::path& path) { return name_in_text(path.filename()); }

// Files that begin with a dot, among them "._people.csv" of a Mac and locks of LibreOffice, can't be seen where they
// are made; "~$people.xlsx" is Excel's while somebody has the workbook open.
bool is_of_the_system(const std::string& name) { return name.starts_with('.') || name.starts_with("~$"); }

}  // namespace

TableFiles::TableFiles(const std::filesystem::path& path, const std::vector<std::string>& tables, Defects& defects)
    : tables_(tables), defects_(defects) {
  std::error_code failure;
  if (!std::filesystem::is_directory(path, failure)) {
    look_into_workbook(path);
    return;
  }
  std::vector<std::filesystem::path> files;
  std::filesystem::directory_iterator entry(path, failure);
  for (; !failure && entry != std::filesystem::directory_iterator(); entry.increment(failure))
    if (std::error_code unknown; !is_of_the_system(name_of(entry->path())) && !entry->is_directory(unknown))
      files.push_back(entry->path());
  std::ranges::sort(files);  // a folder has no order of its own
  for (const std::filesystem::path& file : files) look_at(file);
  if (failure)
    defects_.add(name_in_text(path), 0, "", "UNREADABLE_FOLDER", {"unreadable_folder"});
}

std::optional<std::string> TableFiles::table_called(std::string_view name) const {
  const std::string wanted = folded(name);
  if (std::ranges::find(tables_, wanted) == tables_.end()) return {};
  return wanted;
}

// A misspelt table would go unread without a word. Other files, such as notes or a scan of a list, are nobody's
// business.
void TableFiles::look_at(const std::filesystem::path& file) {
  const std::string kind = folded(file.extension().string());
  const auto table = table_called(file.stem().string());
  if (kind == ".xlsx") return look_into_workbook(file);
  if (kind == ".csv" && table) return add(*table, {file, nullptr, 0, {name_of(file)}});
  if (kind == ".csv")
    defects_.add(name_of(file), 0, "", "UNKNOWN_FILE", {"unknown_file"});
  else if (table)
    defects_.add(name_of(file), 0, "", "UNKNOWN_FILE", {"unknown_kind_of_file", {{"table", *table}}});
}

// The sheets that are called like tables are those tables; where there are none, the first sheet of people.xlsx is
// people.
void TableFiles::look_into_workbook(const std::filesystem::path& file) {
  const std::shared_ptr<Workbook> workbook = Workbook::open(file, defects_);
  const auto own = table_called(file.stem().string());
  if (workbook == nullptr) {
    // Said once; that the table is missing as well would be said of the same file.
    if (own) sources_.emplace(*own, Source{file, nullptr, 0, {}});
    return;
  }
  const std::vector<std::string> sheets = workbook->sheet_names();
  bool any = false;
  for (std::size_t sheet = 0; sheet < sheets.size(); ++sheet) {
    const auto table = table_called(sheets[sheet]);
    if (table) add(*table, {file, workbook, sheet, {name_of(file), composed(sheets[sheet])}});
    any = any || table;
  }
  if (any) {
    for (const std::string& sheet : sheets)
      if (!table_called(sheet))
        defects_.note(name_of(file), 0, "", "UNKNOWN_SHEET",
                      {"unknown_sheet", {{"sheet", composed(beginning(sheet))}}});
  } else if (own && !sheets.empty()) {
    add(*own, {file, workbook, 0, {name_of(file)}});
  } else {
    defects_.add(name_of(file), 0, "", "UNKNOWN_FILE", {"unknown_workbook"});
  }
}

void TableFiles::add(const std::string& table, Source source) {
  const auto [first, fresh] = sources_.try_emplace(table, source);
  if (!fresh)
    return defects_.add(table + ".csv", 0, "", "TABLE_TWICE",
                        {"table_twice", {{"other", "", {said_of(source.shown)}}}});
  defects_.names().read_from(table + ".csv", source.shown);
}

ReadRows TableFiles::rows_of(const std::string& table) const {
  const std::string file = table + ".csv";
  const auto found = sources_.find(table);
  if (found == sources_.end())
    return [file](Defects& defects, const OnRow&) {
      defects.add(file, 0, "", "MISSING_FILE", {"missing_table"});
      return false;
    };
  return [source = found->second, file](Defects& defects, const OnRow& on_row) {
    if (source.workbook != nullptr) return source.workbook->read_sheet(source.sheet, file, defects, on_row);
    return !source.shown.file.empty() && read_csv(source.path, defects, on_row);
  };
}

}  // namespace opora::round_folder
