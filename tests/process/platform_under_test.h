// A fresh platform with one session open to registration, as a process of its own.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "process/server_process.h"
#include "platform/ids/ids.h"
#include "platform/rpc/client.h"

namespace opora::testing {

// The program that is measured, beside this one in the build folder.
std::string opora_program();

// Registers an invented person, new each time, in a new group.
std::string registration_of(const std::string& session, const std::string& organisation, IdSource& ids, Instant now);

class PlatformUnderTest {
 public:
  // Starts on a data folder, made if it is not there.
  explicit PlatformUnderTest(std::filesystem::path folder, const std::vector<std::string>& more_flags = {},
                             const std::vector<std::string>& variables = {});


  // Makes a region, an organisation and a published session of this capacity; remembers their ids.
  void open_session(int capacity);

  // A registration of one new, named person for the session, with new ids; serialised.
  std::string new_registration();

  // Starts it again on the same folder, after server().end(); clients made before must be made anew.
  void restart(const std::vector<std::string>& variables = {});
  // A client of the organisation's, on a connection of its own. Thread-safe.
  std::unique_ptr<Client> connect() const;

  ServerProcess& server() { return *server_; }
  Client& administrator() { return *administrator_; }
  const std::string& organisation_token() const { return organisation_token_; }
  const std::string& session() const { return session_; }
  const std::filesystem::path& folder() const { return folder_; }
  std::int64_t registration_wal_bytes() const;
  // Violations that the platform's own doctor finds; empty when all is well.
  std::vector<std::string> violations();

 private:
  std::filesystem::path folder_;
  std::vector<std::string> more_flags_;
  std::unique_ptr<ServerProcess> server_;
  std::unique_ptr<Client> administrator_;
  std::string organisation_token_;
  std::string organisation_;
  std::string session_;
  SystemClock clock_;
  IdSource ids_;
};

constexpr const char* kRegisterGroup = "/opora.registration.v1.RegistrationService/RegisterGroup";

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
