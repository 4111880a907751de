// A session that everybody wants to come to: made on a running platform, however that runs.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "platform/clock/clock.h"
#include "platform/ids/ids.h"
#include "platform/rpc/client.h"

namespace opora::testing {

// Registers an invented person, new each time, in a new group.
std::string registration_of(const std::string& session, const std::string& organisation, IdSource& ids, Instant now);

constexpr const char* kRegisterGroup = "/opora.registration.v1.RegistrationService/RegisterGroup";
constexpr const char* kCheckInBatch = "/opora.registration.v1.RegistrationService/CheckInBatch";

class HotSession {
 public:
  HotSession();

  // The platform at `address` (Client::make), whose keys are in that folder; before anything else, and after a restart.
  void meet(const std::string& address, const std::filesystem::path& keys_folder);

  // Makes a region, an organisation and a published session of this capacity; remembers their ids.
  void open_session(int capacity);

  // A registration of one new, named person for the session, with new ids; serialised.
  std::string new_registration();

  // One upload of a device at the session's door: so many scans of invented people, with new ids; serialised.
  std::string new_upload(int scan_count);

  // A client of the organisation's, on a connection of its own. Thread-safe.
  std::unique_ptr<Client> connect(const std::string& address) const;

  Client& administrator() { return *administrator_; }
  const std::string& organisation_token() const { return organisation_token_; }
  const std::string& organisation() const { return organisation_; }
  // A token for that door.
  std::string facilitator_token() const;
  const std::string& session() const { return session_; }
  const std::string& round() const { return round_; }
  const std::string& region() const { return region_; }
  // Violations that the platform's own doctor finds; empty when all is well.
  std::vector<std::string> violations();

 private:
  std::filesystem::path keys_folder_;
  std::unique_ptr<Client> administrator_;
  SystemClock clock_;
  IdSource ids_;
  std::string organisation_;
  std::string organisation_token_;
  std::string session_, round_, region_;
};

}  // namespace opora::testing
