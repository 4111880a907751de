// `opora history group`: asked for, confirmed, waiting, promoted; how many came to be how many; who left, who came in
// whose place; cancelled; and who was there in the end.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "opora/registration/v1/events.pb.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "opora/tool/history.h"
#include "opora/tool/log_of.h"

namespace opora::tool {

struct GroupFacts {
  registration::v1::Group group;
  scheduling::v1::Session session;
  // Nothing: whoever asks may read no logs.
  std::optional<std::vector<Told<registration::v1::Event>>> registering = {};
  std::vector<registration::v1::Attendance> attendances = {};  // the session's, for whoever may see them
  std::vector<registration::v1::AttendanceCorrection> attendance_corrections = {};
};

History history_of(const GroupFacts& facts, const std::string& language);

// Refused with ID_MALFORMED, UNKNOWN_GROUP or PERMISSION_DENIED.
Result<History> group_history(Client& client, const std::string& group, const std::string& language);

}  // namespace opora::tool
