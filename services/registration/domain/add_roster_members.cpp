#include "registration/domain/add_roster_members.h"

#include <map>

namespace opora::registration {

std::vector<Mention> mentions_of(const AddRosterMembers& command) {
  std::vector<Mention> mentions;
  mentions.reserve(command.members.size());
  for (const AddRosterMembers::Member& member : command.members) mentions.push_back(member.mention);
  return mentions;
}

Result<RosterAddition> decide(const AddRosterMembersFacts& facts, const AddRosterMembers& command, Strangers& told) {
  RosterAddition addition;
  TRY(newcomers, introduce(command.organisation, mentions_of(command), facts.known, facts.careers, {}, told));
  addition.newcomers = std::move(newcomers);

  std::map<PersonId, Occupation> introduced_as;
  for (const Person& person : facts.known) introduced_as.emplace(person.id, person.occupation);
  for (const Person& person : addition.newcomers) introduced_as.emplace(person.id, person.occupation);
  std::map<PersonId, Career> careers;
  for (const Career& career : facts.careers) careers.emplace(career.person, career);
  for (const auto& [mention, membership] : command.members) {
    Career& career = careers.try_emplace(mention.person, Career{mention.person, {}}).first->second;
    TRY(added, decide_membership(career, membership));
    career = fold(std::move(career), added);
    const bool is_told = !added.empty() && mention.occupation != Occupation::unspecified;
    if (is_told && mention.occupation != introduced_as.at(mention.person))
      addition.occupations.push_back(
          {mention.person, membership.organisation, membership.from_date, mention.occupation});
    addition.events.insert(addition.events.end(), added.begin(), added.end());
  }
  for (auto& [person, career] : careers) addition.careers.push_back(std::move(career));
  return addition;
}

}  // namespace opora::registration
