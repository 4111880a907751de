// Who may be one: people, and organisations, that an eye takes for the same by what they are called. Nobody is merged
// for that, since two may be called alike: somebody says whether they are one or two.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "registration/domain/organisation.h"
#include "registration/domain/person.h"

namespace opora::registration {

// Why. The numbers are the contract's.
enum class Likeness { same_name = 1, same_organisation = 2, same_occupation = 3, same_kind = 4 };

// Somebody, with the organisations on whose rosters, or in whose groups, they are or were.
struct LikelyPerson {
  PersonId id;
  std::string name;
  Occupation occupation = Occupation::unspecified;
  std::set<OrganisationId> organisations;
};

struct LikelyDuplicate {
  std::vector<LikelyPerson> people;  // two or more, by their ids
  std::vector<Likeness> reasons;
};

struct LikelyDuplicateOrganisation {
  std::vector<Organisation> organisations;  // two or more, by their ids
  std::vector<Likeness> reasons;
};

// Pairs of whom somebody has said that they are two, the smaller id first.
using PeopleApart = std::set<std::pair<PersonId, PersonId>>;
using OrganisationsApart = std::set<std::pair<OrganisationId, OrganisationId>>;

// Of things that have names, those that share one in the end: each with another, unless the two are said to be two. By
// their places in the list, each group and all groups in order.
std::vector<std::vector<std::size_t>> alike(const std::vector<std::vector<std::string>>& names,
                                            const std::function<bool(std::size_t, std::size_t)>& are_two);

// Those who have the same name when folded, е for ё and in whichever order its words stand (folded_name(),
// platform/text/typed_text.h), by the smallest of their ids. The people are given by their ids.
std::vector<LikelyDuplicate> likely_duplicates(const std::vector<LikelyPerson>& people, const PeopleApart& apart);

// The same of organisations, in any of their languages: their names when folded alone, as reporting counts them.
std::vector<LikelyDuplicateOrganisation> likely_duplicates(const std::vector<Organisation>& organisations,
                                                           const OrganisationsApart& apart);

// Two ids in the order in which they are kept.
template <class AnyId>
std::pair<AnyId, AnyId> in_order(const AnyId& one, const AnyId& other) {
  return one < other ? std::pair(one, other) : std::pair(other, one);
}

}  // namespace opora::registration
