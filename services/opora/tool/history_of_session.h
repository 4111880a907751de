// `opora history session`: planned, published, moved, made larger or smaller, called otherwise, cancelled; registration
// that ended; scans that were set aside; who was counted, and whose attendance was put right.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "opora/registration/v1/events.pb.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/events.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "opora/tool/history.h"
#include "opora/tool/log_of.h"

namespace opora::tool {

struct SessionFacts {
  scheduling::v1::Session session;
  std::vector<scheduling::v1::Correction> corrections;
  // Nothing: whoever asks may read no logs.
  std::optional<std::vector<Told<scheduling::v1::Event>>> planning = {};
  std::optional<std::vector<Told<registration::v1::Event>>> registering = {};
  std::vector<registration::v1::AttendanceCount> counts = {};
  std::vector<registration::v1::AttendanceCorrection> attendance_corrections = {};
  std::vector<registration::v1::UnsettledScan> unsettled = {};
  // Of places, organisations and other sessions, and of people as far as whoever asks may read them, by their ids.
  std::map<std::string, std::string> names = {};
};

History history_of(const SessionFacts& facts, const std::string& language);

// What was said of an attendance afterwards; `person` and `session` are how those are called here, `names` how others
// are, by their ids.
Happening happening_of(const registration::v1::AttendanceCorrection& correction, const std::string& person,
                       const std::string& session, const std::map<std::string, std::string>& names);

// Refused with ID_MALFORMED or UNKNOWN_SESSION.
Result<History> session_history(Client& client, const std::string& session, const std::string& language);

}  // namespace opora::tool
