#include "registration/domain/organisation.h"

namespace opora::registration {

Result<void> check_named(const LocalizedText& name) {
  if (is_written(name)) return {};
  return refuse(Code::invalid, "TEXT_MISSING", "Write the name in at least one language, and leave it empty in none.");
}

namespace {

// Whatever it was merged with since.
bool is_same(const Organisation& present, const Organisation& wanted) {
  return present.name == wanted.name && present.kind == wanted.kind && present.region == wanted.region;
}

}  // namespace

Result<Events> decide_addition(const std::optional<Organisation>& present, const Organisation& wanted) {
  if (present && is_same(*present, wanted)) return Events{};
  TRY_DO(check_named(wanted.name));
  if (!present) return Events{OrganisationAdded{wanted.id, wanted.name, wanted.kind, wanted.region}};
  return refuse(Code::conflict, "ID_TAKEN",
                "Another organisation has this id. Make a new id for the new organisation.");
}

}  // namespace opora::registration
