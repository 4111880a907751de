#include "fuzz/scratch_folder.h"

#include <cstdlib>
#include <fstream>

#include "fuzz/fuzzer.h"

namespace opora::fuzzing {

ScratchFolder::ScratchFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "opora-fuzz-XXXXXX").string();
  expect(mkdtemp(name.data()) != nullptr, "there can be a temporary folder", name);
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void ScratchFolder::clear() {
  for (const auto& entry : std::filesystem::directory_iterator(path_)) std::filesystem::remove_all(entry.path());
}

bool ScratchFolder::is_name(std::string_view name) {
  return !name.empty() && name.size() <= 100 && name != "." && name != ".." &&
         name.find_first_of(std::string_view("/\0", 2)) == std::string_view::npos;
}

void ScratchFolder::put(const std::string& name, std::string_view bytes) const {
  std::ofstream file(path_ / name, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  expect(!file.fail(), "a file can be written", name);
}

}  // namespace opora::fuzzing
