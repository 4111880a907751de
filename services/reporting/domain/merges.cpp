#include "reporting/domain/merges.h"

#include "platform/text/typed_text.h"

namespace opora::reporting {
namespace {

template <class Fact>
Fact last_said(const std::optional<Fact>& known, const Fact& update) {
  return known && known->change > update.change ? *known : update;
}

std::pair<OrganisationId, OrganisationId> in_order(const OrganisationId& one, const OrganisationId& other) {
  return one < other ? std::pair(one, other) : std::pair(other, one);
}

}  // namespace

MergedPerson updated(const std::optional<MergedPerson>& known, const MergedPerson& update) {
  return last_said(known, update);
}

MergedOrganisation updated(const std::optional<MergedOrganisation>& known, const MergedOrganisation& update) {
  return last_said(known, update);
}

PersonId Merges::kept_of(const PersonId& person) const {
  const auto found = people_.find(person);
  return found == people_.end() ? person : found->second;
}

OrganisationId Merges::kept_of(const OrganisationId& organisation) const {
  const auto found = organisations_.find(organisation);
  return found == organisations_.end() ? organisation : found->second;
}

Apart apart_by(const Merges& merges, const std::vector<OrganisationsApart>& told) {
  Apart apart;
  for (const OrganisationsApart& each : told)
    apart.insert(in_order(merges.kept_of(each.first), merges.kept_of(each.second)));
  return apart;
}

std::int64_t undecided_among(const std::map<OrganisationId, LocalizedText>& names, const Apart& apart) {
  std::map<std::string, std::set<OrganisationId>> called;
  for (const auto& [organisation, name] : names)
    for (const auto& [language, text] : name.by_language) called[folded(text)].insert(organisation);
  std::set<OrganisationId> undecided;
  for (const auto& [name, those] : called)
    for (const OrganisationId& one : those)
      for (const OrganisationId& other : those)
        if (one != other && !apart.contains(in_order(one, other))) undecided.insert(one);
  return static_cast<std::int64_t>(undecided.size());
}

}  // namespace opora::reporting
