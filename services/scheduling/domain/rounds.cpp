#include "scheduling/domain/rounds.h"

namespace opora::scheduling {

namespace {

Result<void> check_count(const std::set<RegionId>& regions) {
  static_assert(kRegionsOfRoundMax == 1'000, "what is said below");
  if (regions.size() <= kRegionsOfRoundMax) return {};
  return refuse(Code::invalid, "TOO_MANY_REGIONS",
                "A round is held in 1,000 regions at most. Plan another round for the others.");
}

}  // namespace

Result<void> check_regions(const std::set<RegionId>& named, std::span<const Region> existing) {
  if (existing.size() < named.size())
    return refuse(Code::not_found, "UNKNOWN_REGION", "One of the regions does not exist. Add it first.");
  return check_count(named);
}

Result<Events> add_regions(Round round, const std::set<RegionId>& more, std::span<const Region> existing) {
  TRY_DO(check_regions(more, existing));
  const std::size_t before = round.regions.size();
  round.regions.insert(more.begin(), more.end());
  TRY_DO(check_count(round.regions));
  if (round.regions.size() == before) return Events{};
  return Events{RoundRegionsAdded{std::move(round)}};
}

Result<void> check_held_in(const Round& round, const RegionId& region, ActsFor planner) {
  if (round.regions.contains(region)) return {};
  if (round.regions.empty() && planner == ActsFor::network) return {};
  return refuse(Code::conflict, "ROOM_OUTSIDE_ROUND",
                "The round is not held in the room's region. Ask an administrator to add the region to the round, or "
                "choose another room.");
}

Round fold(Round round, const Events& events) {
  for (const Event& event : events)
    if (const auto* added = std::get_if<RoundRegionsAdded>(&event)) round.regions = added->round.regions;
  return round;
}

}  // namespace opora::scheduling
