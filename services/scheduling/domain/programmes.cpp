#include "scheduling/domain/programmes.h"

namespace opora::scheduling {

Result<Events> decide(const std::optional<Programme>& known, const Programme& programme) {
  TRY_DO(require_text(programme.name, "name"));
  return add<ProgrammeAdded>(known, programme);
}

Result<Events> decide(const std::optional<Project>& known, const Project& project) {
  TRY_DO(require_text(project.name, "name"));
  return add<ProjectAdded>(known, project);
}

Result<Events> decide(const std::optional<Partnership>& known, const Partnership& partnership) {
  return add<PartnershipAdded>(known, partnership);
}

}  // namespace opora::scheduling
