#include "opora/round_folder/defects.h"

#include <algorithm>
#include <tuple>

namespace opora::round_folder {

std::string to_text(const Defect& defect) {
  std::string where = defect.file;
  if (defect.line > 0) where += ", line " + std::to_string(defect.line);
  return where + ": " + defect.reason + ": " + defect.message;
}

void Defects::add(std::string file, std::int64_t line, std::string reason, std::string message) {
  ++total_;
  if (kept_.size() < kKeptMax) {
    kept_.push_back({std::move(file), line, std::move(reason), std::move(message)});
  }
}

std::vector<Defect> Defects::sorted() const {
  std::vector<Defect> defects = kept_;
  std::stable_sort(defects.begin(), defects.end(), [](const Defect& a, const Defect& b) {
    return std::tie(a.file, a.line) < std::tie(b.file, b.line);
  });
  return defects;
}

}  // namespace opora::round_folder
