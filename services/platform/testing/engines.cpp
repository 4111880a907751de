#include "platform/testing/engines.h"

#include <array>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <system_error>

#include "platform/sql/postgres/open_postgres.h"
#include "platform/sql/sqlite/memory_database.h"
#include "platform/sql/sqlite/open_sqlite.h"
#include "platform/testing/postgres_test_database.h"

namespace opora::testing {
namespace {

class DatabaseInFile final : public TestDatabase {
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
  return memory_path("database " + std::to_string(++number));
}

class DatabaseInMemory final : public TestDatabase {
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

class DatabaseOnPostgres final : public TestDatabase {
 public:
  Result<std::unique_ptr<Database>> open(std::span<const Migrations> migrations) override {
    return open_postgres({.address = database_.address()}, migrations);
  }

 private:
  PostgresTestDatabase database_;
};

template <class AnyDatabase>
std::unique_ptr<TestDatabase> make() {
  return std::make_unique<AnyDatabase>();
}

const std::array<Engine, 3> kEngines{{
    {"sqlite_file", true, false, make<DatabaseInFile>},
    {"sqlite_memory", false, false, make<DatabaseInMemory>},
    {"postgres", true, true, make<DatabaseOnPostgres>},
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

std::span<const Engine> engines() { return kEngines; }
std::span<const Engine> quick_engines() { return std::span(kEngines).subspan(1); }

const Engine& chosen_engine() {
  const char* name = std::getenv("OPORA_TEST_ENGINE");
  for (const Engine& engine : kEngines)
    if (engine.name == std::string(name == nullptr ? "sqlite_memory" : name)) return engine;
  throw std::runtime_error(std::string("OPORA_TEST_ENGINE names no engine: ") + name);
}

}  // namespace opora::testing
