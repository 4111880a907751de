// What the simulated people know of the network they work in, and who they are.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "opora/platform/v1/text.pb.h"
#include "platform/clock/clock.h"
#include "platform/policy/caller.h"

namespace opora::simulation {

struct KnownSession {
  std::string id;
  std::string round;
  int capacity = 0;
  Instant registration_ends;
  Instant starts;
  bool is_changed = false;  // or may be: what stands here was so once
};

// Somebody's time at an organisation, which was asked for: it may have been refused.
struct KnownMembership {
  std::string organisation, person, from;
};

struct Network {
  std::string region, region_beside;
  std::string room;         // the region's only one, for six
  std::string room_beside;  // in the region beside
  bool is_planned = false;  // everything is
  std::string project;
  std::string other_region;  // nothing is planned there
  std::vector<std::string> rounds;
  std::map<std::string, std::set<std::string>> held_in;  // by round: the regions that it is planned for, or will be
  std::vector<KnownSession> sessions;  // planned or published
  std::vector<std::string> organisations;
  std::vector<std::string> people;  // somebody has named them, or will
  std::vector<KnownMembership> memberships;
};

Caller coordinator_of(const Network& network);
Caller coordinator_beside(const Network& network);
Caller coordinator_of_elsewhere();
Caller coordinator_of_other_region(const Network& network);
Caller administrator_of_network();
Caller speaker_of(const std::string& organisation);
Caller facilitator_of(const Network& network);

// One language is enough here, and gives the same bytes each time.
void name(platform::v1::LocalizedText& text, const std::string& english);

}  // namespace opora::simulation
