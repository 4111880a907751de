// A folder in which a fuzzer puts the files of one input after another.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace opora::fuzzing {

class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  void clear();
  // Whether a file can have the name.
  static bool is_name(std::string_view name);
  void put(const std::string& name, std::string_view bytes) const;

 private:
  std::filesystem::path path_;
};

}  // namespace opora::fuzzing
