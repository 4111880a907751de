// Exclusive use of a database's file: a lock on `<path>.lock` beside it, held as long as this lives and dropped by the
// system when the process dies. The file stays, since removing it would let two processes hold two locks of one name.
#pragma once

#include <string>

#include "platform/result/result.h"

namespace opora {

class FileLock {
 public:
  // Refused with DATABASE_IN_USE, or DATABASE_UNAVAILABLE when the lock can't be made.
  static Result<FileLock> take(const std::string& path);
  ~FileLock();
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace opora
