// Two places at once: somebody was recorded at two sessions that were held at one time. One of both is a scan at the
// wrong door, or of the wrong card; or one of two people who were taken for one.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "reporting/domain/facts.h"

namespace opora::reporting {

// A session, and another one that was held at the same time.
struct Overlap {
  SessionId session, other;
};

// Who came to which session: different people, by who stands for them.
using CameTo = std::map<SessionId, std::set<PersonId>>;

// The sessions at which people were while they were at another one of these, by who they are.
using InTwoPlaces = std::map<PersonId, std::set<SessionId>>;
InTwoPlaces in_two_places(const std::vector<Overlap>& overlaps, const CameTo& came);

// Of these overlaps, how many attendances of their first sessions there are of people who came to the other one as
// well.
std::int64_t overlapping_attendances(const std::vector<Overlap>& overlaps, const CameTo& came);

}  // namespace opora::reporting
