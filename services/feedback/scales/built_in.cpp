#include "feedback/scales/built_in.h"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "feedback/scales/built_in_files.h"
#include "feedback/scales/scale_file.h"

namespace opora::scales {
namespace {

std::vector<Scale> read_built_in() {
  std::vector<Scale> scales;
  for (const std::string_view file : built_in_files()) {
    ReadScale read = read_scale(file);
    if (!read.scale) throw std::logic_error("a scale that is built in: " + to_text(read.defects.front()));
    scales.push_back(std::move(*read.scale));
  }
  std::ranges::sort(scales, {}, &Scale::scale_id);
  const Defects defects = check_together(scales);
  if (!defects.empty()) throw std::logic_error("the scales that are built in: " + to_text(defects.front()));
  return scales;
}

}  // namespace

std::span<const Scale> built_in_scales() {
  static const std::vector<Scale> scales = read_built_in();
  return scales;
}

const Scale* find_built_in(std::string_view scale_id) {
  const std::span<const Scale> scales = built_in_scales();
  const auto found = std::ranges::find(scales, scale_id, &Scale::scale_id);
  return found == scales.end() ? nullptr : &*found;
}

}  // namespace opora::scales
