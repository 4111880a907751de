// Where the tests keep their databases, and the engines that the contract holds for.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <ostream>
#include <span>
#include <string>

#include "platform/sql/database.h"

namespace opora {

// A folder that is removed with everything in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string file(const std::string& name) const { return path_ + "/" + name; }
  // Every file's bytes by its name. The lock's file is left out: taking it is how a file is looked at.
  std::map<std::string, std::string> contents() const;

 private:
  std::string path_;
};

std::string read_bytes(const std::string& path);
void write_bytes(const std::string& path, const std::string& bytes);

// A place that holds one database, however often it is opened.
class Place {
 public:
  virtual ~Place() = default;
  virtual Result<std::unique_ptr<Database>> open(std::span<const Migrations> migrations) = 0;
};

struct Engine {
  const char* name;
  bool reads_while_writing;   // whether a view can stay open over a commit
  const char* notes_schema;   // notes(id text, kind, body bytes, count, title), in the engine's own types
  std::function<std::unique_ptr<Place>()> make_place;
};
inline void PrintTo(const Engine& engine, std::ostream* out) { *out << engine.name; }  // for GoogleTest
std::span<const Engine> engines();

}  // namespace opora
