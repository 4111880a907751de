// A fresh platform with one session open to registration, as a process of its own.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "process/hot_session.h"
#include "process/server_process.h"

namespace opora::testing {

// The program that is measured, in the build folder of this one: "opora", or a service's.
std::string program(const std::string& service);
// From now on those of another build folder, to be compared with; empty: of this one again.
void use_programs_of(const std::filesystem::path& build);
inline std::string opora_program() { return program("opora"); }

class PlatformUnderTest : public HotSession {
 public:
  // Starts on a data folder, made if it is not there.
  explicit PlatformUnderTest(std::filesystem::path folder, const std::vector<std::string>& more_flags = {},
                             const std::vector<std::string>& variables = {});

  // Starts it again on the same folder, after server().end(); clients made before must be made anew.
  void restart(const std::vector<std::string>& variables = {});
  // A client of the organisation's, on a connection of its own. Thread-safe.
  std::unique_ptr<Client> connect() const { return HotSession::connect(server_->address()); }

  ServerProcess& server() { return *server_; }
  const std::filesystem::path& folder() const { return folder_; }
  std::int64_t registration_wal_bytes() const;

 private:
  std::filesystem::path folder_;
  std::vector<std::string> more_flags_;
  std::unique_ptr<ServerProcess> server_;
};

// Adds remembered answers of the past six days to a stopped platform's registration database.
void add_remembered_answers(const std::filesystem::path& folder, int count);

// A folder that goes away with this object.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder() { std::filesystem::remove_all(path_); }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace opora::testing
