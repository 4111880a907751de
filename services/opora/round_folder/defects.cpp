#include "opora/round_folder/defects.h"

#include <algorithm>
#include <tuple>

namespace opora::round_folder {
namespace {

std::vector<Defect> by_place(std::vector<Defect> defects) {
  std::stable_sort(defects.begin(), defects.end(), [](const Defect& a, const Defect& b) {
    return std::tie(a.file, a.line) < std::tie(b.file, b.line);
  });
  return defects;
}

}  // namespace

std::string to_text(const Defect& defect) {
  std::string where = defect.file;
  if (defect.line > 0) where += ", line " + std::to_string(defect.line);
  return where + ": " + defect.reason + ": " + defect.message;
}

void Defects::add(std::string file, std::int64_t line, std::string reason, std::string message) {
  ++total_;
  if (kept_.size() < kKeptMax) {
    kept_.push_back({shown(std::move(file)), line, std::move(reason), std::move(message)});
  }
}

void Defects::note(std::string file, std::int64_t line, std::string reason, std::string message) {
  if (notes_.size() < kKeptMax)
    notes_.push_back({shown(std::move(file)), line, std::move(reason), std::move(message)});
}

void Defects::read_from(const std::string& file, std::string shown) { shown_[file] = std::move(shown); }

std::string Defects::shown(std::string file) const {
  const auto found = shown_.find(file);
  return found == shown_.end() ? file : found->second;
}

std::vector<Defect> Defects::sorted() const { return by_place(kept_); }

std::vector<Defect> Defects::notes() const { return by_place(notes_); }

}  // namespace opora::round_folder
