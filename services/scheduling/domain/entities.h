// What scheduling plans: places, programmes, rounds and sessions, as values. The rules about them stand in the files of
// their names.
#pragma once

#include <chrono>
#include <cstdint>
#include <set>
#include <string>

#include "platform/clock/clock.h"
#include "scheduling/domain/ids.h"
#include "scheduling/domain/text.h"

namespace opora::scheduling {

struct Country {
  CountryId id;
  std::string code;  // ISO 3166-1 alpha-2, lower case
  LocalizedText name;
  bool operator==(const Country&) const = default;
};

struct Region {
  RegionId id;
  CountryId country;
  LocalizedText name;
  bool operator==(const Region&) const = default;
};

// A town or quarter where rounds are held.
struct Site {
  SiteId id;
  RegionId region;
  LocalizedText name;
  std::string time_zone;  // IANA
  bool operator==(const Site&) const = default;
};

// A building at a site.
struct Venue {
  VenueId id;
  SiteId site;
  LocalizedText name;
  bool operator==(const Venue&) const = default;
};

struct Room {
  RoomId id;
  VenueId venue;
  LocalizedText name;
  std::int32_t capacity = 0;  // people; zero means nobody
  bool operator==(const Room&) const = default;
};

struct Programme {
  ProgrammeId id;
  LocalizedText name;
  bool operator==(const Programme&) const = default;
};

struct Project {
  ProjectId id;
  ProgrammeId programme;
  LocalizedText name;
  bool operator==(const Project&) const = default;
};

// What an organisation does for a project. Numbered as in the contract: stores keep the number.
enum class PartnerRole { organiser = 1, funder = 2, supporter = 3, host = 4 };

struct Partnership {
  PartnershipId id;
  ProjectId project;
  OrganisationId organisation;
  PartnerRole role = PartnerRole::organiser;
  bool operator==(const Partnership&) const = default;
};

// An edition of a programme.
struct Round {
  RoundId id;
  ProgrammeId programme;
  std::set<ProjectId> projects;  // a set: naming one twice, or in another order, says nothing else
  LocalizedText name;
  std::int32_t year = 0;
  std::set<RegionId> regions = {};  // none: they are named later
  bool operator==(const Round&) const = default;
};

// Numbered as in the contract: stores keep the number.
enum class SessionKind {
  workshop = 1,
  round_table = 2,
  master_class = 3,
  seminar = 4,
  training = 5,
  group_supervision = 6,
  individual_supervision = 7,
  occupational_therapy = 8,
  site_visit = 9,
  volunteer_action = 10,
};

// What a planner says.
struct SessionPlan {
  SessionId id;
  RoundId round;
  ProjectId project;
  RoomId room;
  SessionKind kind = SessionKind::workshop;
  LocalizedText title;
  std::string topic;
  std::string audience;
  std::string local_start;  // YYYY-MM-DDTHH:MM, in the site's zone
  std::chrono::minutes duration{0};
  std::int32_t capacity = 0;           // people; zero means nobody
  std::string local_registration_end;  // as local_start
  bool operator==(const SessionPlan&) const = default;
};

// A plan, and what follows from it.
struct Session {
  SessionPlan plan;
  SiteId site;
  std::string time_zone;  // the site's when it was planned
  Instant starts_at;
  Instant registration_ends_at;
  bool published = false;
  std::int32_t version = 0;  // rises with each change
  bool cancelled = false;

  Instant ends_at() const { return starts_at + plan.duration; }
  bool operator==(const Session&) const = default;
};

// A published session's hold on its room: from its start up to, but not including, its end.
struct Booking {
  Instant starts_at;
  Instant ends_at;
};

}  // namespace opora::scheduling
