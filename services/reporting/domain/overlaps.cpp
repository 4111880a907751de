#include "reporting/domain/overlaps.h"

namespace opora::reporting {
namespace {

template <class Each>
void for_each_in_both(const std::vector<Overlap>& overlaps, const CameTo& came, const Each& each) {
  for (const Overlap& overlap : overlaps) {
    const auto here = came.find(overlap.session), there = came.find(overlap.other);
    if (here == came.end() || there == came.end()) continue;
    for (const PersonId& person : here->second)
      if (there->second.contains(person)) each(person, overlap);
  }
}

}  // namespace

InTwoPlaces in_two_places(const std::vector<Overlap>& overlaps, const CameTo& came) {
  InTwoPlaces all;
  for_each_in_both(overlaps, came, [&](const PersonId& person, const Overlap& overlap) {
    all[person].insert(overlap.session);
    all[person].insert(overlap.other);
  });
  return all;
}

std::int64_t overlapping_attendances(const std::vector<Overlap>& overlaps, const CameTo& came) {
  std::set<std::pair<SessionId, PersonId>> attendances;
  for_each_in_both(overlaps, came, [&](const PersonId& person, const Overlap& overlap) {
    attendances.emplace(overlap.session, person);
  });
  return static_cast<std::int64_t>(attendances.size());
}

}  // namespace opora::reporting
