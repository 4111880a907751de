#include "platform/sql/sqlite/database_file.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/sql/migrations.h"
#include "platform/sql/sqlite/open_sqlite.h"

namespace opora {
namespace {

const Statement kQuickCheck{"PRAGMA quick_check(1)"};

// The header of a SQLite file, as its documentation of the format lays it out.
constexpr std::size_t kHeaderBytes = 100;
constexpr std::string_view kMagic{"SQLite format 3\0", 16};
using Header = std::array<unsigned char, kHeaderBytes>;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

tl::unexpected<Error> corrupt(const std::string& path, const std::string& what) {
  return refuse(Code::unavailable, "DATABASE_CORRUPT",
                path + " " + what +
                    ". Nothing was changed. Put it aside with its -wal file and restore the last backup.");
}

tl::unexpected<Error> system_refuses(const std::string& what, int number) {
  return refuse(Code::unavailable, "DATABASE_UNAVAILABLE",
                "Can't " + what + ": " + std::generic_category().message(number) + ".");
}

// Bytes of a file; 0 when there is none.
std::int64_t bytes_of(const std::string& path) {
  struct stat found {};
  return stat(path.c_str(), &found) == 0 ? std::int64_t{found.st_size} : 0;
}

std::uint32_t number_at(const Header& header, std::size_t at) {
  return std::uint32_t{header[at]} << 24 | std::uint32_t{header[at + 1]} << 16 | std::uint32_t{header[at + 2]} << 8 |
         std::uint32_t{header[at + 3]};
}

std::int64_t page_bytes_of(const Header& header) {
  const std::int64_t written = std::int64_t{header[16]} << 8 | header[17];
  return written == 1 ? 65536 : written;  // 65536 does not fit in the two bytes
}

bool is_header(const Header& header) {
  const std::string_view magic(reinterpret_cast<const char*>(header.data()), kMagic.size());
  const std::int64_t page_bytes = page_bytes_of(header);
  const bool power_of_two = page_bytes >= 512 && (page_bytes & (page_bytes - 1)) == 0;
  const bool known_versions = (header[18] == 1 || header[18] == 2) && (header[19] == 1 || header[19] == 2);
  return magic == kMagic && power_of_two && known_versions && header[21] == 64 && header[22] == 32 && header[23] == 32;
}

// Read before SQLite opens the file: closing a descriptor would drop the locks that SQLite holds on it in this process.
Result<Header> read_header(const std::string& path) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) return system_refuses("read " + path, errno);
  Header header{};
  const ssize_t count = pread(file.number(), header.data(), header.size(), 0);
  if (count < 0) return system_refuses("read " + path, errno);
  if (static_cast<std::size_t>(count) < header.size() || !is_header(header))
    return corrupt(path, "is no database, or its first page is damaged");
  return header;
}

// With a log beside it the file may rightly be shorter than its header says: the rest is in the log.
Result<void> check_length(const std::string& path, const Header& header) {
  constexpr std::size_t kPageCount = 28, kChangeCounter = 24, kCountValidFor = 92;
  if (number_at(header, kChangeCounter) != number_at(header, kCountValidFor)) return {};
  if (bytes_of(path) >= number_at(header, kPageCount) * page_bytes_of(header)) return {};
  return corrupt(path, "is shorter than it says it is");
}

// A path as part of a URI.
std::string immutable_uri(const std::string& path) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-._~";
  std::string uri = "file:";
  for (const char c : path) {
    if (kPlain.find(c) != std::string_view::npos) {
      uri += c;
      continue;
    }
    std::array<char, 4> escaped{};
    std::snprintf(escaped.data(), escaped.size(), "%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
    uri += escaped.data();
  }
  return uri + "?immutable=1";
}

Result<void> check_pages(SqliteConnection& connection, const std::string& path) {
  const Rows answer = connection.query(kQuickCheck);
  if (answer.size() == 1 && answer[0].text(0) == "ok") return {};
  return corrupt(path, "is damaged (" + (answer.empty() ? std::string("no answer") : answer[0].text(0)) + ")");
}

Result<void> sync_folder(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const Descriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.number() < 0 || fsync(opened.number()) != 0) return system_refuses("write to " + folder, errno);
  return {};
}

}  // namespace

Result<FileState> find_database_file(const std::string& path) {
  struct stat found {};
  const bool exists = stat(path.c_str(), &found) == 0;
  if (!exists && errno != ENOENT) return system_refuses("look at " + path, errno);
  if (exists && !S_ISREG(found.st_mode))
    return refuse(Code::unavailable, "DATABASE_UNAVAILABLE", path + " is no file. Give the path of a database.");
  const bool has_log = bytes_of(path + "-wal") > 0;
  if (exists && found.st_size > 0) return has_log ? FileState::left_by_crash : FileState::closed;
  // SQLite would delete the log, and with it perhaps the only copy of what was committed.
  if (has_log) return corrupt(path, "is missing or empty, but its write-ahead log is there");
  return FileState::missing;
}

Result<std::unique_ptr<SqliteConnection>> inspect_database_file(const SqliteOptions& options, FileState state,
                                                                std::span<const Migrations> migrations) {
  const std::string& path = options.path;
  TRY(header, read_header(path));
  if (state == FileState::closed) TRY_DO(check_length(path, header));
  // An immutable file is read past any journal, so one that has a journal is left to SQLite to refuse.
  const bool immutable = state == FileState::closed && bytes_of(path + "-journal") == 0;
  try {
    auto connection = std::make_unique<SqliteConnection>(immutable ? immutable_uri(path) : path,
                                                         SqliteConnection::Access::read_only);
    if (state == FileState::left_by_crash || bytes_of(path) <= options.check_bytes_max)
      TRY_DO(check_pages(*connection, path));
    TRY_DO(check_migrations(*connection, migrations));
    return connection;
  } catch (const EngineError& error) {
    if (error.kind() != EngineError::Kind::corrupt) throw;
    return corrupt(path, std::string("is damaged (") + error.what() + ")");
  }
}

// Switching to a write-ahead log goes through a rollback journal. Done under another name and renamed when complete, it
// leaves no moment at which a crash leaves half a database behind.
Result<void> make_database_file(const std::string& path) {
  const std::string unfinished = path + ".new";
  for (const char* left_over : {"", "-journal", "-wal", "-shm"}) unlink((unfinished + left_over).c_str());
  const Descriptor made(open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (made.number() < 0) return system_refuses("make " + unfinished, errno);
  SqliteConnection(unfinished, SqliteConnection::Access::read_write)
      .run_script("PRAGMA synchronous = OFF; PRAGMA journal_mode = WAL");  // one sync at the end is enough
  if (fsync(made.number()) != 0) return system_refuses("write " + unfinished, errno);
  if (rename(unfinished.c_str(), path.c_str()) != 0) return system_refuses("make " + path, errno);
  return sync_folder(path);
}

}  // namespace opora
