#include "opora/load/comparison_text.h"

namespace opora::load {
namespace {

std::string counted(std::size_t count, const char* what) { return ", " + std::to_string(count) + " " + what; }

std::string summary_of(const std::string& file, const TableComparison& table) {
  std::string line = file + ": " + std::to_string(table.new_count) + " new";
  line += counted(table.same_count, "the same");
  if (table.changed.total > 0) line += counted(table.changed.total, "changed");
  if (table.gone.total > 0) line += counted(table.gone.total, "gone");
  return line;
}

template <class T>
void add_rest(const Told<T>& told, std::vector<std::string>& lines) {
  if (told.total > told.kept.size())
    lines.push_back("    and " + std::to_string(told.total - told.kept.size()) + " more");
}

}  // namespace

std::vector<std::string> lines_of(const Comparison& comparison) {
  std::vector<std::string> lines;
  for (const auto& [file, table] : comparison.tables) {
    lines.push_back(summary_of(file, table));
    for (const Correction& changed : table.changed.kept) {
      std::string line = "    line " + std::to_string(changed.line) + ", " + changed.key + ":";
      for (const Change& change : changed.changes) line += " " + to_text(change);
      lines.push_back(std::move(line));
    }
    add_rest(table.changed, lines);
    for (const std::string& gone : table.gone.kept)
      lines.push_back("    on the platform, and not in the folder: " + gone);
    add_rest(table.gone, lines);
    if (table.of_others_count > 0)
      lines.push_back("    " + std::to_string(table.of_others_count) +
                      " more on these rosters, of whom the folder says nothing");
  }
  return lines;
}

Result<void> check_accepted(const Comparison& comparison, std::vector<std::string>& lines) {
  const Told<Refused>& refused = comparison.refused;
  if (refused.total == 0) return {};
  if (refused.total == 1) {
    const Refused& one = refused.kept.front();
    return refuse(Code::conflict, one.reason, where(one) + ": " + one.message + " Nothing was changed.");
  }
  for (const Refused& one : refused.kept) lines.push_back(to_text(one));
  std::string message = std::to_string(refused.total) + " rows can't go in beside what the platform has";
  if (refused.total > refused.kept.size())
    message += ", the first " + std::to_string(refused.kept.size()) + " of which are listed";
  return refuse(Code::conflict, "FOLDER_REFUSED", message + ". Nothing was changed: mend them and load again.");
}

}  // namespace opora::load
