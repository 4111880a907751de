// The engines that what is above them is tested on, and databases of tests on them.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <span>
#include <string>

#include "platform/sql/database.h"

namespace opora::testing {

// A database of a test's own, however often it is opened; gone with everything in it.
class TestDatabase {
 public:
  virtual ~TestDatabase() = default;
  virtual Result<std::unique_ptr<Database>> open(std::span<const Migrations> migrations) = 0;
};

struct Engine {
  const char* name;
  bool reads_while_writing;  // whether a view can stay open over a commit
  bool is_shared;            // whether several processes have it open, as replicas of a service do
  std::function<std::unique_ptr<TestDatabase>()> make_database;
};
inline void PrintTo(const Engine& engine, std::ostream* out) { *out << engine.name; }  // for GoogleTest
std::span<const Engine> engines();       // all: sqlite_file, sqlite_memory, postgres
std::span<const Engine> quick_engines(); // one of a kind: sqlite_memory, postgres
// What OPORA_TEST_ENGINE names; sqlite_memory without it.
const Engine& chosen_engine();

// A folder that is removed with everything in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string file(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace opora::testing
