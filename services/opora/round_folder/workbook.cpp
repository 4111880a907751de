#include "opora/round_folder/workbook.h"

#include <fstream>

#include "opora/round_folder/decoding.h"
#include "opora/round_folder/sheet_reader.h"
#include "opora/round_folder/workbook_parts.h"

namespace opora::round_folder {
namespace {

using Outcome = ZipArchive::Outcome;

// Reads a part into its listener. Satisfied listeners stop it early.
Outcome read_part(ZipArchive& archive, const std::string& entry, XmlListener& listener) {
  XmlStream xml(listener);
  const Outcome outcome = archive.read(entry, [&](std::string_view piece) { return xml.feed(piece); });
  if (outcome != Outcome::whole && outcome != Outcome::stopped) return outcome;
  return xml.finish() ? Outcome::whole : Outcome::broken;
}

// What Excel of before 2007 wrote, and what it wraps a workbook in that has a password.
bool is_compound_file(const std::filesystem::path& path) {
  constexpr std::string_view kMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  std::string begin(kMagic.size(), '\0');
  std::ifstream(path, std::ios::binary).read(begin.data(), static_cast<std::streamsize>(begin.size()));
  return begin == kMagic;
}

// A target is relative to the folder of xl/workbook.xml, or begins at the root.
std::string entry_of(std::string_view target) {
  return target.starts_with('/') ? std::string(target.substr(1)) : "xl/" + std::string(target);
}

}  // namespace

bool Workbook::read_parts() {
  SheetList list;
  Relations relations;
  if (read_part(*archive_, "xl/workbook.xml", list) != Outcome::whole ||
      read_part(*archive_, "xl/_rels/workbook.xml.rels", relations) != Outcome::whole)
    return false;
  epoch_ = list.epoch;
  for (SheetList::Entry& sheet : list.sheets) {
    const auto target = relations.targets.find(sheet.relation);
    if (target != relations.targets.end()) sheets_.push_back({std::move(sheet.name), entry_of(target->second)});
  }
  SharedStrings strings;
  const Outcome of_strings = read_part(*archive_, "xl/sharedStrings.xml", strings);
  Styles styles;
  const Outcome of_styles = read_part(*archive_, "xl/styles.xml", styles);
  strings_ = std::move(strings.strings);
  styles_ = std::move(styles.of_cells);
  const auto is_read = [](Outcome outcome) { return outcome == Outcome::whole || outcome == Outcome::missing; };
  return is_read(of_strings) && is_read(of_styles) && !strings.too_many;
}

std::unique_ptr<Workbook> Workbook::open(const std::filesystem::path& path, Defects& defects,
                                         std::uint64_t unpacked_bytes_max) {
  const std::string file = name_in_text(path.filename());
  std::error_code failure;
  const auto size = std::filesystem::file_size(path, failure);
  if (failure || size > kFileBytesMax) {
    defects.add(file, 0, "", failure ? "UNREADABLE_FILE" : "FILE_TOO_LARGE",
                {failure ? "unreadable_file" : "file_too_large"});
    return nullptr;
  }
  if (is_compound_file(path)) {
    defects.add(file, 0, "", "NO_WORKBOOK", {"password"});
    return nullptr;
  }
  auto archive = ZipArchive::open(path, unpacked_bytes_max);
  if (archive != nullptr) {
    std::unique_ptr<Workbook> workbook(new Workbook(std::move(archive)));
    if (workbook->read_parts()) return workbook;
  }
  defects.add(file, 0, "", "NO_WORKBOOK", {"no_workbook"});
  return nullptr;
}

std::vector<std::string> Workbook::sheet_names() const {
  std::vector<std::string> names;
  for (const Sheet& sheet : sheets_) names.push_back(sheet.name);
  return names;
}

bool Workbook::read_sheet(std::size_t sheet, const std::string& file, Defects& defects, const OnRow& on_row) {
  const SheetContext context{strings_, styles_, epoch_};
  SheetReader reader(context, file, defects, on_row);
  const Outcome outcome = read_part(*archive_, sheets_[sheet].entry, reader);
  if (outcome == Outcome::whole) return true;
  if (outcome == Outcome::too_large)
    defects.add(file, 0, "", "FILE_TOO_LARGE", {"unpacks_too_large"});
  else
    defects.add(file, 0, "", "NO_WORKBOOK", {"broken_sheet"});
  return false;
}

}  // namespace opora::round_folder
