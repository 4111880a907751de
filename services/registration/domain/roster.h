// Rosters: who works where, and from when until when. One person can work in two places, and can come back to one.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "platform/result/result.h"
#include "registration/domain/events.h"
#include "registration/domain/person.h"

namespace opora::registration {

// A time at an organisation, both days included. Dates are YYYY-MM-DD, which compare as text.
struct Membership {
  OrganisationId organisation;
  std::string from_date;
  std::string until_date;  // empty while they work there
  CorrectedBy until_corrected_by = CorrectedBy::unspecified;
  bool operator==(const Membership&) const = default;

  bool covers(const std::string& date) const {
    return from_date <= date && (until_date.empty() || date <= until_date);
  }
};

// Where one person works and worked, in order of beginning.
struct Career {
  PersonId person;
  std::vector<Membership> memberships;
  bool operator==(const Career&) const = default;

  // The organisation they worked at on a day; the one they joined first if there are several; empty if there is none.
  OrganisationId organisation_on(const std::string& date) const;
};

// Somebody already known may be mentioned by id alone only by an organisation whose roster they are or were on. Anybody
// else must say what they are called, or an organisation could learn a stranger's name by putting their id in a group.
// `known` are those mentioned whom registration knows, `careers` theirs. Refused like an id that nobody has.
Result<void> check_acquaintance(const OrganisationId& organisation, std::span<const Mention> mentions,
                                std::span<const Person> known, std::span<const Career> careers);

// Of those mentioned by name whom registration knows, who are not and never were on the organisation's roster. Whoever
// is told that a name is right knows it as if they had read it, so it is counted (Transaction::tells_of).
struct Strangers {
  std::int64_t named_rightly = 0;
  std::int64_t named_wrongly = 0;
};

// Those mentioned who are new; refused as newcomers() is. Somebody known who is not of the organisation may be named
// with the right name, for one person can work in two places: so the answer tells whether it is right, and `told` says
// so. `present` are those mentioned who are in the group already of whose members this is said. `careers` hold those of
// known_by_name().
Result<std::vector<Person>> introduce(const OrganisationId& organisation, std::span<const Mention> mentions,
                                      std::span<const Person> known, std::span<const Career> careers,
                                      std::span<const PersonId> present, Strangers& told);

// Whether both are at one organisation, and share a day.
bool overlap(const Membership& a, const Membership& b);

// The same membership again changes nothing; another one at the same organisation that overlaps it is refused.
Result<Events> decide_membership(const Career& career, const Membership& wanted);
Career fold(Career career, const Events& events);

}  // namespace opora::registration
