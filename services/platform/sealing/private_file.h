// Files that are their owner's alone, and are there whole or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace opora {

// An open file that closes itself.
class OpenFile {
 public:
  explicit OpenFile(int number) : number_(number) {}
  ~OpenFile();
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  bool is_open() const { return number_ >= 0; }
  int number() const { return number_; }

 private:
  int number_;
};

enum class IfThere { keep, replace };

struct FileWritten {
  std::error_code error = {};  // nothing was written then
  bool was_there = false;      // and stays, unless it was to be replaced
};

// Mode 0600, on the disk when it returns. A draft stands beside it meanwhile, and is gone afterwards. Of several
// processes that write at once and keep what is there, one does.
FileWritten write_private_file(const std::filesystem::path& path, std::string_view text, IfThere if_there);

}  // namespace opora
