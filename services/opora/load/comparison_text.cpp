#include "opora/load/comparison_text.h"

namespace opora::load {
namespace {

using round_folder::Part;
using round_folder::Said;
using round_folder::Wording;

constexpr const char* kIndent = "    ";

Said numbered(const char* key, std::size_t number) { return {key, {{"number", std::to_string(number)}}}; }

std::string counts_of(const std::string& file, std::vector<Said> counts, const Wording& wording) {
  return wording.text(Said("rows_of_table", {{"file", wording.file(file)}, {"counts", "", std::move(counts)}}));
}

std::string summary_of(const std::string& file, const TableComparison& table, const Wording& wording) {
  std::vector<Said> counts{numbered("rows_new", table.new_count), numbered("rows_same", table.same_count)};
  if (table.changed.total > 0) counts.push_back(numbered("rows_changed", table.changed.total));
  if (table.gone.total > 0) counts.push_back(numbered("rows_gone", table.gone.total));
  return counts_of(file, std::move(counts), wording);
}

template <class T>
void add_rest(const Told<T>& told, const Wording& wording, std::vector<std::string>& lines) {
  if (told.total > told.kept.size())
    lines.push_back(kIndent + wording.text(numbered("and_more", told.total - told.kept.size())));
}

}  // namespace

std::vector<std::string> lines_of(const Comparison& comparison, const Wording& wording) {
  std::vector<std::string> lines;
  for (const auto& [file, table] : comparison.tables) {
    lines.push_back(summary_of(file, table, wording));
    for (const Correction& changed : table.changed.kept) {
      std::vector<Said> changes;
      for (const Change& change : changed.changes) changes.push_back(said_of(change, file));
      lines.push_back(kIndent + wording.text(Said("changed_row", {{"line", std::to_string(changed.line)},
                                                                  {"key", changed.key},
                                                                  {"changes", "", std::move(changes)}})));
    }
    add_rest(table.changed, wording, lines);
    for (const std::string& gone : table.gone.kept)
      lines.push_back(kIndent + wording.text(Said("gone_row", {{"row", gone}})));
    add_rest(table.gone, wording, lines);
    if (table.of_others_count > 0)
      lines.push_back(kIndent + wording.text(numbered("rows_of_others", table.of_others_count)));
  }
  return lines;
}

std::vector<std::string> lines_of_done(const Comparison& comparison, const Wording& wording) {
  std::vector<std::string> lines;
  for (const auto& [file, table] : comparison.tables) {
    std::vector<Said> counts;
    if (table.new_count > 0) counts.push_back(numbered("rows_new", table.new_count));
    if (table.changed.total > 0) counts.push_back(numbered("rows_changed", table.changed.total));
    if (!counts.empty()) lines.push_back(counts_of(file, std::move(counts), wording));
  }
  return lines;
}

Result<void> check_accepted(const Comparison& comparison, const Wording& wording, std::vector<std::string>& lines,
                            bool ids_are_given) {
  const Told<Refused>& refused = comparison.refused;
  if (refused.total == 0) return {};
  const std::string nothing_changed = " " + wording.text(Said(ids_are_given ? "only_ids_given" : "nothing_changed"));
  if (refused.total == 1) {
    const Refused& one = refused.kept.front();
    return refuse(Code::conflict, one.reason, wording.place(one) + ": " + wording.message(one) + nothing_changed);
  }
  for (const Refused& one : refused.kept) lines.push_back(wording.text(one));
  std::string message = wording.text(Said("rows_refused", {}, refused.total));
  if (refused.total > refused.kept.size())
    message += " " + wording.text(numbered("first_are_listed", refused.kept.size()));
  return refuse(Code::conflict, "FOLDER_REFUSED",
                message + nothing_changed + " " + wording.text(Said("mend_and_load_again")));
}

}  // namespace opora::load
