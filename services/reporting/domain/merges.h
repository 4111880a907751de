// Which ids are one person's, or one organisation's. What is told of it, and what follows for figures: they count
// whoever is kept, whatever the ids that facts were told with.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "platform/text/localized_text.h"
#include "reporting/domain/facts.h"

namespace opora::reporting {

// What is known after one more event told `update` of it: in any order, and more than once, it gives the same. What was
// said last stands.
MergedPerson updated(const std::optional<MergedPerson>& known, const MergedPerson& update);
MergedOrganisation updated(const std::optional<MergedOrganisation>& known, const MergedOrganisation& update);

// Who stands for whom.
class Merges {
 public:
  void add(const MergedPerson& person) { people_.emplace(person.id, person.kept.empty() ? person.id : person.kept); }
  void add(const MergedOrganisation& organisation) {
    if (!organisation.kept.empty()) organisations_.emplace(organisation.id, organisation.kept);
  }

  // Whether anything was ever said of an id: only then may somebody have another one.
  bool is_told_of(const PersonId& person) const { return people_.contains(person); }
  PersonId kept_of(const PersonId& person) const;
  OrganisationId kept_of(const OrganisationId& organisation) const;

 private:
  std::map<PersonId, PersonId> people_;
  std::map<OrganisationId, OrganisationId> organisations_;
};

// Pairs of organisations of which somebody has said that they are two, by who stands for them, the smaller id first.
using Apart = std::set<std::pair<OrganisationId, OrganisationId>>;
Apart apart_by(const Merges& merges, const std::vector<OrganisationsApart>& told);

// How many of these organisations are called like another one of them, in any language (folded, platform/text), and are
// not said to be two.
std::int64_t undecided_among(const std::map<OrganisationId, LocalizedText>& names, const Apart& apart);

}  // namespace opora::reporting
