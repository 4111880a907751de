// `opora history person`: their times at an organisation, what was put right about them, the groups they were named in
// or left, when they came, and what was said of that afterwards.
#pragma once

#include <map>
#include <string>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "opora/tool/history.h"
#include "opora/tool/log_of.h"

namespace opora::tool {

struct PersonFacts {
  std::string person;
  registration::v1::GetPersonHistoryResponse told;
  std::map<std::string, scheduling::v1::Session> sessions = {};  // those that they took part in, by their ids
};

History history_of(const PersonFacts& facts, const std::string& language);

struct PersonAsked {
  std::string person;        // an id, or a key of `list`
  std::string organisation;  // through which they are known
  std::string list, region;  // whose keys stand for people
};

// Refused with ID_MALFORMED, UNKNOWN_KEY, PERSON_NOT_OF_ORGANISATION or PERMISSION_DENIED.
Result<History> person_history(Client& client, const PersonAsked& asked, const std::string& language);

}  // namespace opora::tool
