// Databases in memory: SQLite's own memory file system keeps one as long as a connection to it is open.
#pragma once

#include <string>

namespace opora {

// The path of a database in memory. It lives as long as any Database or KeepAlive has it open, so a simulated crash can
// drop a Database and open what was committed again.
std::string memory_path(const std::string& name);
class MemoryKeepAlive {
 public:
  explicit MemoryKeepAlive(const std::string& path);
  ~MemoryKeepAlive();
  MemoryKeepAlive(const MemoryKeepAlive&) = delete;
  MemoryKeepAlive& operator=(const MemoryKeepAlive&) = delete;

 private:
  void* connection_;
};

}  // namespace opora
