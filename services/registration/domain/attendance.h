// Attendance: what is known at a door about those who come. A scan is never refused for what it says: an odd one is
// kept and flagged, and the same scan twice is one, answered as it was first. The first scan of a person at a session
// is their attendance. Some scans are set aside: they are kept, and nobody's attendance until somebody has looked at
// them.
//   - What was scanned is nobody's id; or the session isn't known yet, and the scan waits for it.
//   - It was made far from the session, by the device's clock, or uploaded before the doors can have opened.
//   - The person's group for this session was cancelled, or the session itself.
//   - The person is in no group here, and as many people whom nobody knows count here already as may.
//   - Their attendance was taken back since the scan was made: whoever did that has spoken of it too.
// The last four are for a person who isn't checked in yet; for others nothing hangs on it.
//
// Somebody who has several ids (same_people.h) is expected under each of them, and counts once. But an attendance is an
// id's: whoever comes under a second one is flagged as checked in already, and has an attendance under that as well, so
// that each keeps its own if the two turn out to be two after all: with the organisation that this id is known with. So
// it is the id that was scanned by which a scan is set aside.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "registration/domain/events.h"
#include "registration/domain/group.h"
#include "registration/domain/roster.h"
#include "registration/domain/same_people.h"
#include "registration/domain/session.h"

namespace opora::registration {

// One scan at a door.
struct Scan {
  CheckInId check_in;
  PersonId person;        // empty: what was scanned is nobody's id
  Instant scanned_at;     // by the device's clock, whatever that says
  std::string code = {};  // what was scanned, where it is nobody's id
  std::optional<Instant> uploaded_at = {};  // by our clock; nothing: an older build has not kept it
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
  bool was_unknown = false;  // one of those of whom only so many count by themselves
  // How often it was taken back or given again. One that is taken back stays in the record, and counts nowhere.
  int change = 0;
  std::optional<Instant> taken_back_at = {};
  bool counts() const { return !taken_back_at; }
};

// What registration knows at one session's door, of those who were scanned.
struct Door {
  SessionId session;
  std::optional<Session> facts;  // nothing: no such session is known yet
  struct Arrival {
    bool known = false;                      // registration has their name
    std::optional<OrganisationId> sent_by;   // the organisation of their confirmed group
    Career career;
    bool attends = false;                    // their attendance is recorded, and counts
    bool was_cancelled = false;              // their group here was, and they are in no other
    bool waits = false;                      // their group here does
    std::optional<Attendance> taken_back = {};  // it was recorded, and counts no more
    // The same person under another id of theirs: they have come, or that was taken back, then.
    bool attends_as_another = false;
    std::optional<Instant> taken_back_as_another = {};
    std::optional<OrganisationId> sent_as_another = {};  // and who has sent them
    bool has_come() const { return attends || attends_as_another; }
    // Who has sent them under any of their ids: the first by its id.
    std::optional<OrganisationId> expected_from() const {
      const bool as_another = !sent_by || (sent_as_another && *sent_as_another < *sent_by);
      return as_another ? sent_as_another : sent_by;
    }
  };
  std::map<PersonId, Arrival> arrivals;
  std::map<CheckInId, CheckIn> check_ins;      // those of the scans that were kept before
  std::map<CheckInId, CheckIn> set_aside = {};  // likewise
  int unknown_count = 0;  // people who count here, though nobody knew them
  std::set<OrganisationId> counted_unnamed = {};  // of which people count here without names
  SamePeople same = {};  // of those who were scanned, who have several ids
};

// What becomes of one scan.
struct RecordedScan {
  CheckIn check_in;
  bool repeated = false;                 // the same scan was kept before: nothing is new
  std::optional<Attendance> attendance;  // the person's first
  bool set_aside = false;                // it counts nowhere, or not yet
};

// What is odd enough about a scan for somebody to have to look at it before it counts.
constexpr CheckInFlag kDoubtful[] = {CheckInFlag::outside_session, CheckInFlag::group_cancelled,
                                     CheckInFlag::too_many_unknown, CheckInFlag::taken_back,
                                     CheckInFlag::session_cancelled};

// How many people whom nobody knows may count at a session by themselves: as many as it has seats, or thirty, since in
// a small room so many may come unannounced, and somebody at the door has seen each of them. Once so many do, nobody
// counts by themselves who is in no group there, known or not: else the door would tell who is known.
constexpr int kUnknownPeopleMax = 30;
int unknown_people_max(const Session& session);

// Doors open early and people stay late; a scan beyond that comes from a wrong clock or the wrong session, and so does
// one that is uploaded before.
bool is_outside(const Session& session, const Scan& scan);

// The id under which a scan is kept whose own another scan has: so neither is lost.
CheckInId other_id(const SessionId& session, const Scan& scan);

// Under which of both among those that are kept a scan is, or can be. Nothing where others have them: whoever knows a
// scan's id can make the other one, and take it.
std::optional<CheckInId> id_among(const std::map<CheckInId, CheckIn>& kept, const SessionId& session, const Scan& scan);

// Makes an id that nobody has, for a scan whose own two others have. Nothing finds it under that, so uploaded again it
// is kept once more.
using NewId = std::function<CheckInId()>;

// What is told of a scan to whoever made it: not whether an id that nobody expects here is somebody's, or a door would
// tell who is known to the network.
Flags told(Flags flags);

// What somebody came with, and how often it was said before: an attendance that is new, or given again.
Attendance arriving(const Session& session, const PersonId& person, const Door::Arrival& arrival, Instant scanned_at);

// What is known at the door of one person; as of a stranger, if nothing is.
Door::Arrival arrival_at(const Door& door, const PersonId& person);

// What is odd about a scan by what is known at the door.
Flags flags_at(const Door& door, const Scan& scan);

RecordedScan decide(const Door& door, const Scan& scan, const NewId& new_id);

// The same for a scan that somebody has looked at: it counts, whatever is odd about it.
RecordedScan confirm(const Door& door, const Scan& scan, const NewId& new_id);

Door fold(Door door, const RecordedScan& recorded);

// All scans of an upload, by their time, since that decides which is a person's first. Answers come in the scans'
// order.
std::vector<RecordedScan> record(Door door, const std::vector<Scan>& scans, const NewId& new_id);

}  // namespace opora::registration
