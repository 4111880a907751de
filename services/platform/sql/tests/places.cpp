#include "platform/sql/tests/places.h"

#include <array>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace opora {
namespace {

constexpr const char* kSqliteNotes =
    "CREATE TABLE notes (id TEXT PRIMARY KEY, title TEXT, body BLOB, count INTEGER CHECK (count >= 0)) WITHOUT ROWID";

class FilePlace final : public Place {
 public:
  Result<std::unique_ptr<Database>> open(std::span<const Migrations> migrations) override {
    SqliteOptions options;
    options.path = folder_.file("contract.db");
    return open_sqlite(options, migrations);
  }

 private:
  TemporaryFolder folder_;
};

std::string next_memory_path() {
  static std::atomic<int> number{0};
  return memory_path("contract " + std::to_string(++number));
}

class MemoryPlace final : public Place {
 public:
  Result<std::unique_ptr<Database>> open(std::span<const Migrations> migrations) override {
    SqliteOptions options;
    options.path = path_;
    return open_sqlite(options, migrations);
  }

 private:
  std::string path_ = next_memory_path();
  MemoryKeepAlive keep_alive_{path_};
};

template <class AnyPlace>
std::unique_ptr<Place> make() {
  return std::make_unique<AnyPlace>();
}

const std::array<Engine, 2> kEngines{{
    {"sqlite_file", true, kSqliteNotes, make<FilePlace>},
    {"sqlite_memory", false, kSqliteNotes, make<MemoryPlace>},
}};

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "opora-sql-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::map<std::string, std::string> TemporaryFolder::contents() const {
  std::map<std::string, std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(path_))
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

std::span<const Engine> engines() { return kEngines; }

}  // namespace opora
