// A disk that is full whenever a test says so, for a program that is started with this library before its own
// (LD_PRELOAD): no file below the folder $FULL_DISK grows while the file $FULL_DISK_WHILE is there. What lies in a file
// already can be written over and read, as on a real disk. A real one needs mounting, which only root may do.
#include <array>
#include <cerrno>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

bool lies_below(int file, std::string_view folder) {
  std::array<char, 4096> path{};
  const std::string link = "/proc/self/fd/" + std::to_string(file);
  const ssize_t length = readlink(link.c_str(), path.data(), path.size());
  if (length < 0) return false;
  const std::string_view found(path.data(), static_cast<std::size_t>(length));
  return found.size() > folder.size() && found.starts_with(folder) && found[folder.size()] == '/';
}

bool has_no_room(int file, off_t end) {
  const int before = errno;
  const char* folder = std::getenv("FULL_DISK");
  const char* flag = std::getenv("FULL_DISK_WHILE");
  struct stat state {};
  const bool no_room = folder != nullptr && flag != nullptr && access(flag, F_OK) == 0 && fstat(file, &state) == 0 &&
                       S_ISREG(state.st_mode) && end > state.st_size && lies_below(file, folder);
  errno = before;
  return no_room;
}

ssize_t refuse() {
  errno = ENOSPC;
  return -1;
}

template <class Function>
Function* the_real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t count) {
  static const auto real = the_real<decltype(write)>("write");
  const int before = errno;
  const off_t at = lseek(file, 0, SEEK_CUR);
  errno = before;
  return at >= 0 && has_no_room(file, at + static_cast<off_t>(count)) ? refuse() : real(file, bytes, count);
}

ssize_t pwrite(int file, const void* bytes, size_t count, off_t at) {
  static const auto real = the_real<decltype(pwrite)>("pwrite");
  return has_no_room(file, at + static_cast<off_t>(count)) ? refuse() : real(file, bytes, count, at);
}

ssize_t pwritev(int file, const iovec* parts, int count, off_t at) {
  static const auto real = the_real<decltype(pwritev)>("pwritev");
  off_t end = at;
  for (const iovec& part : std::span(parts, static_cast<std::size_t>(count))) end += static_cast<off_t>(part.iov_len);
  return has_no_room(file, end) ? refuse() : real(file, parts, count, at);
}

int posix_fallocate(int file, off_t at, off_t count) {
  static const auto real = the_real<decltype(posix_fallocate)>("posix_fallocate");
  return has_no_room(file, at + count) ? ENOSPC : real(file, at, count);
}

}  // extern "C"
