#include "platform/sql/tests/file_contents.h"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace opora {

std::map<std::string, std::string> contents_of(const testing::TemporaryFolder& folder) {
  std::map<std::string, std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    if (entry.path().extension() != ".lock") found[entry.path().filename()] = read_bytes(entry.path());
  return found;
}

std::string read_bytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_bytes(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

}  // namespace opora
