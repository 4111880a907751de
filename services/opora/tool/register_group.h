// `opora group register`: a group that an organisation asks for, typed by whoever organises.
#pragma once

#include <string>
#include <vector>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/tool/connection.h"
#include "platform/result/result.h"

namespace opora::tool {

struct RegisterOptions {
  std::string session;
  std::string organisation;
  int head_count = 0;
  std::vector<std::string> people;  // those who are known by now: ids, or keys of the list
  std::string list;                 // the list whose keys people are called by, instead of their ids
  std::string region;               // whose list it is: a coordinator names theirs
  bool late = false;                // registration is over
  int number = 1;                   // which of several that are alike
};

// Always for the same group where the same is said, so that a command that is given again registers no second one.
registration::v1::RegisterGroupRequest registering(const RegisterOptions& options,
                                                   const std::vector<std::string>& person_ids);

// Where the group stands, in a line.
std::string to_line(const registration::v1::RegisterGroupResponse& registered, const std::string& group);

// Refused with ID_MALFORMED, UNKNOWN_SESSION, KEY_UNKNOWN, or as the platform refuses it.
Result<void> register_group(const ConnectionOptions& connection, const RegisterOptions& options);

}  // namespace opora::tool
