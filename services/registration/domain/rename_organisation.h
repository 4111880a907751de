// Calling an organisation something else: it stays the same one, under its id.
#pragma once

#include <string>

#include "platform/clock/clock.h"
#include "platform/result/result.h"
#include "registration/domain/organisation.h"

namespace opora::registration {

using RenamingId = Id<struct RenamingTag>;

// The record of one.
struct OrganisationRenaming {
  RenamingId id;
  OrganisationId organisation;
  LocalizedText former_name;
  std::string reason;
  std::string renamed_by;  // the subject of a token
  Instant renamed_at;
  bool operator==(const OrganisationRenaming&) const = default;
};

// Nothing if it is called so already. Refused with TEXT_MISSING.
Result<Events> decide_renaming(const Organisation& organisation, const LocalizedText& name, const std::string& reason);

}  // namespace opora::registration
