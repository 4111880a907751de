#include "opora/round_folder/defects.h"

#include <algorithm>
#include <tuple>

namespace opora::round_folder {

TableName FolderNames::table(const std::string& file) const {
  const auto found = tables_.find(file);
  return found == tables_.end() ? TableName{file} : found->second;
}

std::string FolderNames::column(const std::string& file, const std::string& column) const {
  const auto found = columns_.find({file, column});
  return found == columns_.end() ? column : found->second;
}

void Defects::add(Defect defect) {
  if (++total_ <= kKeptMax) kept_.push_back(std::move(defect));
}

void Defects::add_of_column(std::string file, std::int64_t line, std::string column, std::string reason, Said said) {
  const auto [place, is_first] = of_columns_.try_emplace({file, column, reason + " " + said.key}, kept_.size());
  if (is_first) {
    said.count = 1;
    add(std::move(file), line, std::move(column), std::move(reason), std::move(said));
  } else if (place->second < kept_.size()) {
    ++*kept_[place->second].said.front().count;
  }
}

void Defects::note(std::string file, std::int64_t line, std::string column, std::string reason, Said said) {
  if (notes_.size() < kKeptMax)
    notes_.push_back({std::move(file), line, std::move(column), std::move(reason), {std::move(said)}});
}

std::vector<Defect> Defects::by_place(std::vector<Defect> defects) const {
  std::stable_sort(defects.begin(), defects.end(), [&](const Defect& a, const Defect& b) {
    const TableName in_a = names_.table(a.file), in_b = names_.table(b.file);
    return std::tie(in_a.file, in_a.sheet, a.line) < std::tie(in_b.file, in_b.sheet, b.line);
  });
  return defects;
}

std::vector<Defect> Defects::sorted() const { return by_place(kept_); }

std::vector<Defect> Defects::notes() const { return by_place(notes_); }

}  // namespace opora::round_folder
