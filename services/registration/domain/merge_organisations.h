// Saying that two organisations are one, or that two are two: everything that stands against it, in the order in which
// it is said. As of people (merge_people.h); whoever speaks for either goes on speaking for that one alone.
#pragma once

#include <string>

#include "platform/clock/clock.h"
#include "platform/result/result.h"
#include "registration/domain/correction.h"
#include "registration/domain/events.h"
#include "registration/domain/organisation.h"

namespace opora::registration {

using OrganisationIdentityId = Id<struct OrganisationIdentityTag>;

// What was said of an organisation and another one, as it is kept: once of each, so that whoever looks at either finds
// it.
struct OrganisationIdentity {
  OrganisationId organisation;
  OrganisationIdentityId id;
  IdentityChange what = IdentityChange::unspecified;
  OrganisationId other;
  std::string reason;
  std::string said_by;  // the subject of a token
  Instant said_at;
  bool operator==(const OrganisationIdentity&) const = default;
};

struct OrganisationMerging {
  Events events;  // none if it is so already
  Organisation kept, merged;  // as they are then
};

// Refused with NOTHING_TO_MERGE, ORGANISATION_OF_OTHERS, KEPT_WAS_MERGED, MERGED_BEFORE, OTHERS_MERGED_INTO_IT or
// TOO_MANY_MERGED.
Result<OrganisationMerging> decide_merge(const Organisation& kept, const Organisation& merged, bool answers_for_merged);

struct OrganisationParting {
  Events events;  // none if it was said before
  Organisation kept, merged;  // as they are then
  bool were_merged = false;
};

// `is_told`: somebody has said before that they are two. Refused with NOTHING_TO_MERGE, ORGANISATION_OF_OTHERS or
// MERGED_INTO_A_THIRD.
Result<OrganisationParting> decide_apart(const Organisation& one, const Organisation& other, bool answers_for_other,
                                         bool is_told);

}  // namespace opora::registration
