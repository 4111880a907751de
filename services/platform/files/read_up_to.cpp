#include "platform/files/read_up_to.h"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace opora {

std::optional<std::string> read_up_to(const std::string& path, std::size_t bytes_max) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  std::string text(bytes_max, '\0');
  std::size_t size = 0;
  ssize_t count = 1;
  while (size < bytes_max && count != 0) {
    count = ::read(file, text.data() + size, bytes_max - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) break;
    size += static_cast<std::size_t>(count);
  }
  const int why = errno;
  ::close(file);
  errno = why;
  if (count < 0) return std::nullopt;
  text.resize(size);
  return text;
}

}  // namespace opora
