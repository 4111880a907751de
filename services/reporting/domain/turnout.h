// Who came to a session of those who had a seat, and who did not.
#pragma once

#include <cstdint>
#include <span>

#include "reporting/domain/reach.h"

namespace opora::reporting {

// A group that has its seats.
struct SeatedGroup {
  OrganisationId organisation;  // empty while it is not learnt: then nobody is known to have taken its seats
  std::int64_t head_count = 0;
  std::int64_t named_count = 0;  // of its people, those whose names are known
};

// A seat with a name is taken by whom it names; one without by anybody else who came with the same organisation. People
// who were counted without names may be those whom seats name or others: then it is a range. No more come with a seat
// than there are seats, so a rate made of these is never over the whole.
struct Turnout {
  std::int64_t came = 0;
  std::int64_t seats = 0;
  std::int64_t came_with_seat = 0;          // at least
  std::int64_t came_with_seat_at_most = 0;  // as much, unless people were counted without names
  Turnout& operator+=(const Turnout& more);
  bool operator==(const Turnout&) const = default;
};

Turnout turnout_of(std::span<const SeatedGroup> groups, const CameByOrganisation& came);

}  // namespace opora::reporting
