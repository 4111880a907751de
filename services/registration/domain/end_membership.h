// Saying somebody's last day at an organisation: everything that stands against it, in the order in which it is said.
#pragma once

#include <optional>
#include <string>

#include "platform/result/result.h"
#include "registration/domain/correction.h"
#include "registration/domain/events.h"
#include "registration/domain/roster.h"

namespace opora::registration {

struct EndMembership {
  OrganisationId organisation;
  PersonId person;
  std::string from_date;   // which of their times there
  std::string until_date;  // empty: they work there still
  CorrectionReason reason;
};

// What is known when the command comes.
struct EndMembershipFacts {
  std::optional<Person> person;
  std::optional<Career> career;
};

struct EndedMembership {
  Events events;                  // none if that is their last day already
  std::string former_until_date;  // before that
  Person person;                  // as they are then, as of the next
  Career career;
};

// Refused with UNKNOWN_MEMBERSHIP, DATES_REVERSED, MEMBERSHIPS_OVERLAP or CORRECTED_SINCE. Somebody whose name has
// expired is still on rosters, by their id, and so has a last day.
Result<EndedMembership> decide(const EndMembershipFacts& facts, const EndMembership& command);

}  // namespace opora::registration
