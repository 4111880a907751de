// Attendance: what is known at a door about those who come. A scan is never refused for what it says: an odd one is
// kept and flagged, and the same scan twice is one. The first scan of a person at a session is their attendance. A scan
// of what is nobody's id, or at a session that isn't known yet, is set aside: it is kept, and nobody's attendance.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "registration/domain/events.h"
#include "registration/domain/group.h"
#include "registration/domain/roster.h"
#include "registration/domain/session.h"

namespace opora::registration {

// One scan at a door.
struct Scan {
  CheckInId check_in;
  PersonId person;        // empty: what was scanned is nobody's id
  Instant scanned_at;     // by the device's clock, whatever that says
  std::string code = {};  // what was scanned, where it is nobody's id
};

// A scan as it is kept.
struct CheckIn {
  CheckInId id;
  SessionId session;
  PersonId person;
  Instant scanned_at;
  Flags flags;            // as they were answered first
  std::string code = {};  // as in the scan
};

// Somebody came: once a person and session.
struct Attendance {
  SessionId session;
  PersonId person;
  OrganisationId organisation;  // empty for a guest
  Instant scanned_at;
};

// What registration knows at one session's door, of those who were scanned.
struct Door {
  SessionId session;
  std::optional<Session> facts;  // nothing: no such session is known yet
  struct Guest {
    bool known = false;                      // registration has their name
    std::optional<OrganisationId> sent_by;   // the organisation of their confirmed group
    Career career;
    bool attends = false;                    // their attendance is recorded
  };
  std::map<PersonId, Guest> guests;
  std::map<CheckInId, CheckIn> check_ins;      // those of the scans that were kept before
  std::map<CheckInId, CheckIn> set_aside = {};  // likewise
};

// What becomes of one scan.
struct Admission {
  CheckIn check_in;
  bool repeated = false;                 // the same scan was kept before: nothing is new
  std::optional<Attendance> attendance;  // the person's first
  bool set_aside = false;                // it counts nowhere, or not yet
};

// Doors open early and people stay late; a scan beyond that comes from a wrong clock or the wrong session.
bool is_outside(const Session& session, Instant at);

// The id under which a scan is kept whose own id is that of another scan: neither may be lost.
CheckInId other_id(const SessionId& session, const Scan& scan);

// Whether what is kept is this scan, made at this session.
bool is_same(const CheckIn& kept, const SessionId& session, const Scan& scan);

// What is told of a scan to whoever made it: not whether an id that nobody expects here is somebody's, or a door would
// tell who is known to the network.
Flags told(Flags flags);

// Whether a scan counts nowhere, or not yet.
bool is_set_aside(const Door& door, const Scan& scan);

Admission decide(const Door& door, const Scan& scan);
Door fold(Door door, const Admission& admission);

// All scans of an upload, by their time, since that decides which is a person's first. Answers come in the scans'
// order.
std::vector<Admission> admit(Door door, const std::vector<Scan>& scans);

}  // namespace opora::registration
