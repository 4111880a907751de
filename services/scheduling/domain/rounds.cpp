#include "scheduling/domain/rounds.h"

#include <algorithm>

namespace opora::scheduling {

Result<Events<RoundPlanned>> decide(const std::optional<Round>& known, const Round& round,
                                    std::span<const Project> projects) {
  TRY_DO(require_text(round.name, "name"));
  if (projects.size() < round.projects.size())
    return refuse(Code::not_found, "UNKNOWN_PROJECT", "One of the projects does not exist. Add it before the round.");
  const bool all_of_programme = std::all_of(projects.begin(), projects.end(), [&](const Project& project) {
    return project.programme == round.programme;
  });
  if (!all_of_programme)
    return refuse(Code::invalid, "PROJECT_OF_ANOTHER_PROGRAMME",
                  "A round is an edition of one programme: name only projects of that programme.");
  return add<RoundPlanned>(known, round);
}

}  // namespace opora::scheduling
