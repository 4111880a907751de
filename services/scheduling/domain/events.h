// What scheduling decides, as facts.
#pragma once

#include <variant>
#include <vector>

#include "scheduling/domain/entities.h"

namespace opora::scheduling {

struct CountryAdded {
  Country country;
  bool operator==(const CountryAdded&) const = default;
};

struct RegionAdded {
  Region region;
  bool operator==(const RegionAdded&) const = default;
};

struct SiteAdded {
  Site site;
  bool operator==(const SiteAdded&) const = default;
};

struct VenueAdded {
  Venue venue;
  bool operator==(const VenueAdded&) const = default;
};

struct RoomAdded {
  Room room;
  bool operator==(const RoomAdded&) const = default;
};

struct ProgrammeAdded {
  Programme programme;
  bool operator==(const ProgrammeAdded&) const = default;
};

struct ProjectAdded {
  Project project;
  bool operator==(const ProjectAdded&) const = default;
};

struct PartnershipAdded {
  Partnership partnership;
  bool operator==(const PartnershipAdded&) const = default;
};

struct RoundPlanned {
  Round round;
  bool operator==(const RoundPlanned&) const = default;
};

// With the regions that are new to it.
struct RoundRegionsAdded {
  Round round;
  bool operator==(const RoundRegionsAdded&) const = default;
};

struct SessionPublished {
  Session session;
  RegionId region;
  bool operator==(const SessionPublished&) const = default;
};

// The session as it is from then on.
struct SessionMoved {
  Session session;
  RegionId region;
  std::string reason;
  bool operator==(const SessionMoved&) const = default;
};

struct SessionCapacityChanged {
  Session session;
  std::string reason;
  bool operator==(const SessionCapacityChanged&) const = default;
};

struct SessionCancelled {
  Session session;
  std::string reason;
  bool operator==(const SessionCancelled&) const = default;
};

// What can be called something else. Numbered as in the contract.
enum class NamedThing {
  country = 1,
  region = 2,
  site = 3,
  venue = 4,
  room = 5,
  programme = 6,
  project = 7,
  round = 8,
  session = 9,
};

struct ThingRenamed {
  NamedThing kind = NamedThing::country;
  std::string id;
  LocalizedText name;
  LocalizedText former_name;
  std::int32_t version = 0;  // of a session
  std::string reason;
  bool operator==(const ThingRenamed&) const = default;
};

using Event = std::variant<CountryAdded, RegionAdded, SiteAdded, VenueAdded, RoomAdded, ProgrammeAdded, ProjectAdded,
                           PartnershipAdded, RoundPlanned, RoundRegionsAdded, SessionPublished, SessionMoved,
                           SessionCapacityChanged, SessionCancelled, ThingRenamed>;
using Events = std::vector<Event>;

}  // namespace opora::scheduling
