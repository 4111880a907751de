// `opora attendance …`: what was wrong about who came to a session, put right by saying so.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/tool/connection.h"
#include "platform/result/result.h"

namespace opora::tool {

struct CorrectionOptions {
  std::string session;
  std::string person;        // an id, or a key of the list
  std::string list, region;  // whose keys stand for ids, and whose list it is: a coordinator names theirs
  std::string code;          // "did-not-come": what was wrong
  std::string reason;        // why, in words that name nobody
  std::string to_session;    // where it belongs, if that is another one
  std::string to_person;     // likewise whose it is: an id, or a key of the list
  std::string organisation;  // of whom so many came
  std::int32_t count = 0;
};

// What is said of an attendance by such a word. Refused with UNKNOWN_CODE, which names those that there are.
Result<registration::v1::CorrectionCode> code_named(const std::string& word);

// The id of somebody, as it was given or by their key. Refused with KEY_UNKNOWN.
Result<std::string> person_named(const std::string& named, const std::map<std::string, std::string>& people);

// Below what is no id is refused with ID_MALFORMED.
Result<void> take_back_attendance(const ConnectionOptions& connection, const CorrectionOptions& options);
Result<void> restore_attendance(const ConnectionOptions& connection, const CorrectionOptions& options);
Result<void> move_attendance(const ConnectionOptions& connection, const CorrectionOptions& options);
Result<void> count_attendance(const ConnectionOptions& connection, const CorrectionOptions& options);

}  // namespace opora::tool
