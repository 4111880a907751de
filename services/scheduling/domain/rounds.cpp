#include "scheduling/domain/rounds.h"

#include <algorithm>

#include "scheduling/domain/add.h"

namespace opora::scheduling {
namespace {

Result<void> check_count(const std::set<RegionId>& regions) {
  static_assert(kRegionsOfRoundMax == 1'000, "what is said below");
  if (regions.size() <= kRegionsOfRoundMax) return {};
  return refuse(Code::invalid, "TOO_MANY_REGIONS",
                "A round is held in 1,000 regions at most. Plan another round for the others.");
}

Result<void> check_regions(const std::set<RegionId>& named, std::span<const Region> existing) {
  if (existing.size() < named.size())
    return refuse(Code::not_found, "UNKNOWN_REGION", "One of the regions does not exist. Add it first.");
  return check_count(named);
}

}  // namespace

Result<Events> decide(const std::optional<Round>& known, const Round& round, std::span<const Project> projects,
                      std::span<const Region> regions) {
  TRY_DO(require_text(round.name, "name"));
  if (projects.size() < round.projects.size())
    return refuse(Code::not_found, "UNKNOWN_PROJECT", "One of the projects does not exist. Add it before the round.");
  const bool all_of_programme = std::all_of(projects.begin(), projects.end(), [&](const Project& project) {
    return project.programme == round.programme;
  });
  if (!all_of_programme)
    return refuse(Code::invalid, "PROJECT_OF_ANOTHER_PROGRAMME",
                  "A round is an edition of one programme: name only projects of that programme.");
  TRY_DO(check_regions(round.regions, regions));
  if (!known) return Events{RoundPlanned{round}};
  Round as_it_is = round;
  as_it_is.regions = known->regions;
  if (*known != as_it_is) return refuse_id_taken();
  if (!std::ranges::includes(known->regions, round.regions))
    return refuse(Code::conflict, "ID_TAKEN",
                  "The round was planned for fewer regions. Use AddRoundRegions to hold it in more.");
  return Events{};
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
