#include "scheduling/domain/plan_round.h"

#include <algorithm>

#include "scheduling/domain/add.h"
#include "scheduling/domain/rounds.h"

namespace opora::scheduling {

Result<Events> decide(const PlanRoundFacts& facts, const Round& round) {
  const auto& [known, projects, regions] = facts;
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

}  // namespace opora::scheduling
