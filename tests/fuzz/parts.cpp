#include "fuzz/parts.h"

#include <algorithm>

namespace opora::fuzzing {
namespace {

constexpr std::string_view kMark = ">>> ";

// Where the next line with a mark begins, from `at` on, which begins a line.
std::size_t next_mark(std::string_view input, std::size_t at) {
  if (input.substr(at).starts_with(kMark)) return at;
  const std::size_t found = input.find("\n>>> ", at);
  return found == std::string_view::npos ? found : found + 1;
}

}  // namespace

std::vector<Part> parts_of(std::string_view input, std::size_t count_max) {
  std::vector<Part> parts;
  std::size_t mark = next_mark(input, 0);
  while (mark != std::string_view::npos && parts.size() < count_max) {
    const std::size_t name = mark + kMark.size();
    const std::size_t end_of_name = std::min(input.find('\n', name), input.size());
    const std::size_t text = std::min(end_of_name + 1, input.size());
    mark = next_mark(input, text);
    const std::size_t end = mark == std::string_view::npos ? input.size() : std::max(text, mark - 1);
    parts.push_back({std::string(input.substr(name, end_of_name - name)), input.substr(text, end - text)});
  }
  return parts;
}

}  // namespace opora::fuzzing
