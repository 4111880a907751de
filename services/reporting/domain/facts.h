// What reporting keeps of other services' events: only what some figure or label needs. Facts are never refused because
// their counterpart is missing: logs arrive in any order of each other, and figures are derived when they are read.
#pragma once

#include <optional>
#include <string>

#include "platform/clock/clock.h"
#include "platform/ids/ids.h"
#include "platform/text/localized_text.h"

namespace opora::reporting {

using RoundId = Id<struct RoundTag>;
using ProgrammeId = Id<struct ProgrammeTag>;
using ProjectId = Id<struct ProjectTag>;
using PartnershipId = Id<struct PartnershipTag>;
using SiteId = Id<struct SiteTag>;
using VenueId = Id<struct VenueTag>;
using RoomId = Id<struct RoomTag>;
using RegionId = Id<struct RegionTag>;
using SessionId = Id<struct SessionTag>;
using GroupId = Id<struct GroupTag>;
using PersonId = Id<struct PersonTag>;
using OrganisationId = Id<struct OrganisationTag>;
using CheckInId = Id<struct CheckInTag>;

// What people call a thing. `subject` says of what kind it is: "region", "site", "venue", "room", "programme",
// "project", "round", "session" or "organisation".
struct Name {
  std::string subject;
  std::string id;
  LocalizedText text;
  bool operator==(const Name&) const = default;
};

// What people called a thing until then, the last name it had before its present one.
struct FormerName {
  std::string subject;
  std::string id;
  LocalizedText text;
  Instant until;
  bool operator==(const FormerName&) const = default;
};

struct Round {
  RoundId id;
  ProgrammeId programme;
  int year = 0;
  bool operator==(const Round&) const = default;
};

// A project is part of a round.
struct RoundProject {
  RoundId round;
  ProjectId project;
  bool operator==(const RoundProject&) const = default;
};

// A round is held in a region, whose coordinators may read its report.
struct RoundRegion {
  RoundId round;
  RegionId region;
  bool operator==(const RoundRegion&) const = default;
};

struct Partnership {
  PartnershipId id;
  ProjectId project;
  OrganisationId organisation;
  std::string role;  // "organiser", "funder", "supporter", "host"
  bool operator==(const Partnership&) const = default;
};

// A session. One whose round is empty is awaited: somebody came to it, but its publication has not arrived yet.
struct Session {
  SessionId id;
  RoundId round;
  ProjectId project;
  SiteId site;
  RegionId region;
  std::string kind;        // "master_class"
  std::string topic;       // a code
  std::string audience;    // a code
  std::string local_date;  // of its start, in its own zone: YYYY-MM-DD
  int duration_minutes = 0;
  bool cancelled = false;  // it is not held: nobody who came to it counts
  bool operator==(const Session&) const = default;
};

// A room belongs to a venue; what both are called, Name says.
struct Room {
  RoomId id;
  VenueId venue;
  bool operator==(const Room&) const = default;
};

// Where and when a session is held.
struct Place {
  std::string local_start;  // in its zone: YYYY-MM-DDTHH:MM
  std::string time_zone;
  SiteId site;
  RoomId room;
  bool operator==(const Place&) const = default;
};

// What a report says of a session; of its figures those alone go by it that count sessions held. Its events are folded
// in their order; told again, they begin anew with its publication.
struct SessionDetails {
  SessionId id;
  Place place;
  std::optional<Place> first_place = {};  // before it was moved
  Instant starts_at;
  int duration_minutes = 0;
  int capacity = 0;
  Instant changed_at;  // when it was moved, resized or cancelled last; 0 if it never was
  std::string reason;  // why it was moved last, or cancelled
  bool operator==(const SessionDetails&) const = default;
};

// A session was moved there. The version is the session's, so moves stand in their order however they are heard, and
// one that is told again is the same.
struct SessionMove {
  SessionId session;
  int version = 0;
  Place to;  // from where, the move before it says
  Instant told_at;
  std::string reason;
  bool operator==(const SessionMove&) const = default;
};

// A person came to a session: one fact, however often they were scanned. With whom, and whether anybody knows them, is
// derived when it is counted (store/reach.h); this is what was known when they came.
struct Attendance {
  SessionId session;
  PersonId person;
  OrganisationId organisation;  // empty for a guest
  bool unverified = false;      // registration did not know the person then
  int change = 0;  // how often it was taken back or given again: of an odd number it is taken back, and counts nowhere
  bool moved = false;  // it is taken back, since it counts elsewhere
  Instant told_at = {};  // when that was said
  bool operator==(const Attendance&) const = default;
};

// So many came to a session with an organisation, besides those who are known by name.
struct UnnamedCount {
  SessionId session;
  OrganisationId organisation;
  int person_count = 0;  // 0: none any more
  int change = 0;        // the how manyeth count it is
  Instant told_at = {};  // when that was said
  bool operator==(const UnnamedCount&) const = default;
};

// A person was named in a group; whether the group has its seats, GroupSeats says. Who has left it stays here, since
// somebody knows them.
struct GroupMember {
  GroupId group;
  PersonId person;
  int change = 0;  // how many changes the group had seen by then
  bool has_left = false;
  bool operator==(const GroupMember&) const = default;
};

// A person works at an organisation. Dates are YYYY-MM-DD, which compare as text. The last day as it was put right
// stands beside the one that was told first, so that both events may be heard in any order, and again.
struct RosterMember {
  PersonId person;
  std::string from_date;
  OrganisationId organisation;
  std::string until_date;                           // empty while they work there
  std::optional<std::string> changed_until_date = {};  // likewise, once it was put right
  bool operator==(const RosterMember&) const = default;
};

// An id that somebody has said to be a second one of the person who is known by another, or the one that is kept of
// them. Facts stay under the ids that they were told with.
struct MergedPerson {
  PersonId id;
  PersonId kept;         // empty: it stands for itself
  int change = 0;        // by which that was said; 0: only that others are merged into it
  Instant told_at = {};  // when
  bool operator==(const MergedPerson&) const = default;
};

// Likewise an organisation.
struct MergedOrganisation {
  OrganisationId id;
  OrganisationId kept;
  int change = 0;
  Instant told_at = {};
  bool operator==(const MergedOrganisation&) const = default;
};

// Two organisations are two, however alike they look. The smaller id comes first.
struct OrganisationsApart {
  OrganisationId first, second;
  bool operator==(const OrganisationsApart&) const = default;
};

// A scan that counts nowhere until somebody has looked at it. In the order in which it passes through them: it never
// goes back.
enum class ScanStanding { set_aside = 1, settled = 2 };

struct ScanSetAside {
  CheckInId id;
  SessionId session;  // at whose door it was made; nobody need know it
  ScanStanding standing = ScanStanding::set_aside;
  bool operator==(const ScanSetAside&) const = default;
};

}  // namespace opora::reporting
