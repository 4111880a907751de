#include "opora/round_folder/definition_files.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "platform/files/read_up_to.h"
#include "platform/text/typed_text.h"

namespace opora::round_folder {
namespace {

constexpr std::size_t kBytesMax = std::size_t{4} * 1024 * 1024;
constexpr std::size_t kFilesMax = 200;

}  // namespace

std::vector<DefinitionFile> read_definition_files(const std::filesystem::path& round_folder, const std::string& name,
                                                  Defects& defects) {
  std::vector<std::filesystem::path> paths;
  std::error_code failure;
  std::filesystem::directory_iterator entry(round_folder / name, failure);
  for (; !failure && entry != std::filesystem::directory_iterator(); entry.increment(failure)) {
    const std::string file = entry->path().filename().string();
    const bool is_of_the_system = file.starts_with('.') || file.starts_with("~$");
    if (!is_of_the_system && folded(entry->path().extension().string()) == ".json") paths.push_back(entry->path());
  }
  std::ranges::sort(paths);
  std::vector<DefinitionFile> files;
  for (const std::filesystem::path& path : paths) {
    const std::string file = name + "/" + path.filename().string();
    if (files.size() == kFilesMax) {
      defects.add(file, 0, "", "TOO_MANY_FILES", {"too_many_definitions", {{"most", std::to_string(kFilesMax)}}});
      break;
    }
    const std::optional<std::string> text = read_up_to(path.string(), kBytesMax + 1);
    if (!text)
      defects.add(file, 0, "", "UNREADABLE_FILE", {"unreadable_file"});
    else if (text->size() > kBytesMax)
      defects.add(file, 0, "", "FILE_TOO_LARGE", {"definition_too_large"});
    else
      files.push_back({file, *text});
  }
  return files;
}

}  // namespace opora::round_folder
