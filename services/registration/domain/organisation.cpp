#include "registration/domain/organisation.h"

namespace opora::registration {

Result<Events> decide_addition(const std::optional<Organisation>& present, const Organisation& wanted) {
  if (!present) return Events{OrganisationAdded{wanted.id, wanted.name, wanted.kind, wanted.region}};
  if (*present == wanted) return Events{};
  return refuse(Code::conflict, "ID_TAKEN",
                "Another organisation has this id. Make a new id for the new organisation.");
}

}  // namespace opora::registration
