// Counting who came without names: so many with an organisation, besides all who are recorded by name. The last count
// of a session and organisation stands, and the earlier ones stay in the record. Nothing says whether somebody who is
// recorded by name afterwards was one of those, so nobody but a person lowers the count: they are asked to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "registration/domain/attendance_correction.h"

namespace opora::registration {

// A count, as it is kept.
struct UnnamedCount {
  SessionId session;
  OrganisationId organisation;
  int change = 0;  // the how manyeth of the session and organisation, from 1
  int person_count = 0;
  std::string reason;
  std::string by;
  Instant at;
  bool operator==(const UnnamedCount&) const = default;
};

// The counts of a session that stand: one an organisation.
struct CountsOfSession {
  SessionId session;
  std::vector<UnnamedCount> counts = {};
  // Those that another one has replaced since it was loaded: of several in one batch each is kept.
  std::vector<UnnamedCount> replaced = {};
};

// What somebody says.
struct CountAttendance {
  SessionId session;
  OrganisationId organisation;
  int person_count = 0;
  std::string reason;  // may be empty for the first
};

struct CountedAttendance {
  int previous_count = 0;
  std::optional<UnnamedCount> count;  // nothing: that one stands
};

// Refused with SESSION_CANCELLED, SESSION_NOT_BEGUN, CORRECTION_TOO_LATE, REASON_MISSING or COUNT_LARGER_THAN_ROOM.
Result<CountedAttendance> decide(const Session& session, const CountsOfSession& counts, const CountAttendance& command,
                                 const Corrector& by, Instant now);

}  // namespace opora::registration
