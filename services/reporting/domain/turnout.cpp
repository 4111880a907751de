#include "reporting/domain/turnout.h"

#include <algorithm>
#include <map>

namespace opora::reporting {
namespace {

struct SeatsOfOrganisation {
  std::int64_t all = 0;
  std::int64_t without_name = 0;
};

}  // namespace

Turnout& Turnout::operator+=(const Turnout& more) {
  came += more.came;
  seats += more.seats;
  came_with_seat += more.came_with_seat;
  came_with_seat_at_most += more.came_with_seat_at_most;
  return *this;
}

Turnout turnout_of(std::span<const SeatedGroup> groups, const CameByOrganisation& came) {
  std::map<OrganisationId, SeatsOfOrganisation> by_organisation;
  Turnout turnout;
  for (const SeatedGroup& group : groups) {
    SeatsOfOrganisation& seats = by_organisation[group.organisation];
    seats.all += group.head_count;
    seats.without_name += std::max<std::int64_t>(0, group.head_count - group.named_count);
    turnout.seats += group.head_count;
  }
  for (const auto& [organisation, with] : came) {
    turnout.came += with.all();
    const auto found = by_organisation.find(organisation);
    if (found == by_organisation.end() || organisation.empty()) continue;
    const SeatsOfOrganisation& seats = found->second;
    const std::int64_t by_others = std::min(seats.without_name, with.others);
    const std::int64_t by_all_others = std::min(seats.without_name, with.others + with.unnamed);
    turnout.came_with_seat += std::min(seats.all, with.members + by_all_others);
    turnout.came_with_seat_at_most += std::min(seats.all, with.members + by_others + with.unnamed);
  }
  return turnout;
}

}  // namespace opora::reporting
