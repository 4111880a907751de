#include "registration/domain/rename_organisation.h"

namespace opora::registration {

Result<Events> decide_renaming(const Organisation& organisation, const LocalizedText& name,
                               const std::string& reason) {
  if (name == organisation.name) return Events{};
  TRY_DO(check_named(name));
  return Events{OrganisationRenamed{organisation.id, name, organisation.name, reason}};
}

}  // namespace opora::registration
