#include "platform/sealing/private_file.h"

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

namespace opora {
namespace {

std::error_code last_error() { return {errno, std::generic_category()}; }

bool write_all(int number, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(number, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(number) == 0;
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : ".";
}

}  // namespace

OpenFile::~OpenFile() {
  if (number_ >= 0) ::close(number_);
}

FileWritten write_private_file(const std::filesystem::path& path, std::string_view text, IfThere if_there) {
  if (sodium_init() < 0) return {std::make_error_code(std::errc::resource_unavailable_try_again)};
  const std::filesystem::path folder = folder_of(path);
  const std::string draft = (folder / (".draft-" + std::to_string(randombytes_random()))).string();
  FileWritten done;
  {
    const OpenFile file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.is_open()) return {last_error()};
    if (!write_all(file.number(), text)) done.error = last_error();
  }
  if (!done.error && if_there == IfThere::replace) {
    done.was_there = ::access(path.c_str(), F_OK) == 0;
    if (::rename(draft.c_str(), path.c_str()) != 0) done.error = last_error();
  } else if (!done.error && ::link(draft.c_str(), path.c_str()) != 0) {
    done.was_there = errno == EEXIST;
    if (!done.was_there) done.error = last_error();
  }
  ::unlink(draft.c_str());  // after a rename there is none
  if (done.error) return done;
  const OpenFile directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.is_open() || ::fsync(directory.number()) != 0) done.error = last_error();
  return done;
}

}  // namespace opora
