#include "platform/sql/sqlite/memory_database.h"

#include <array>
#include <cctype>
#include <cstdio>
#include <string_view>

#include "platform/sql/sqlite/sqlite_connection.h"

namespace opora {

std::string memory_path(const std::string& name) {
  std::string path = "file:/";
  for (const char c : name) {
    std::array<char, 4> escaped{};
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
    std::snprintf(escaped.data(), escaped.size(), plain ? "%c" : "%%%02X", static_cast<unsigned char>(c));
    path += escaped.data();
  }
  return path + "?vfs=memdb";
}

MemoryKeepAlive::MemoryKeepAlive(const std::string& path)
    : connection_(new SqliteConnection(path, SqliteConnection::Access::read_write)) {}

MemoryKeepAlive::~MemoryKeepAlive() { delete static_cast<SqliteConnection*>(connection_); }

}  // namespace opora
