#include "platform/sql/sqlite/file_lock.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace opora {

Result<FileLock> FileLock::take(const std::string& path) {
  const int descriptor = open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return refuse(Code::unavailable, "DATABASE_UNAVAILABLE",
                  "Can't make " + path + ".lock: " + std::generic_category().message(errno) +
                      ". The folder must exist and be writable.");
  FileLock lock(descriptor);
  if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno != EWOULDBLOCK)
    return refuse(Code::unavailable, "DATABASE_UNAVAILABLE",
                  "Can't lock " + path + ".lock: " + std::generic_category().message(errno) + ".");
  return refuse(Code::unavailable, "DATABASE_IN_USE",
                "Another process has " + path + " open. Stop it, or give this one a data folder of its own.");
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

}  // namespace opora
