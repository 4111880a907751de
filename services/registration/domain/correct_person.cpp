#include "registration/domain/correct_person.h"

#include <algorithm>
#include <utility>

namespace opora::registration {

Result<void> check_of_organisation(const CorrectPersonFacts& facts, const OrganisationId& organisation) {
  if (facts.person && std::ranges::find(facts.organisations, organisation) != facts.organisations.end()) return {};
  return refuse(Code::not_found, "PERSON_NOT_OF_ORGANISATION",
                "This person is on no roster and in no group of the organisation. Check who is meant, and name the "
                "organisation that they are of.");
}

namespace {

void put_occupation(CorrectedPerson& corrected, Occupation right) {
  const auto put = [&](Occupation& stands) {
    if (stands != right) corrected.former_occupation = std::exchange(stands, right);
  };
  if (corrected.there.empty()) put(corrected.person.occupation);
  for (OccupationThere& each : corrected.there) put(each.occupation);
}

}  // namespace

Result<CorrectedPerson> decide(const CorrectPersonFacts& facts, const CorrectPerson& command) {
  if (command.name.empty() && command.occupation == Occupation::unspecified)
    return refuse(Code::invalid, "NOTHING_TO_CORRECT", "Say what the person is called, or what they work as.");
  TRY_DO(check_of_organisation(facts, command.organisation));
  if (facts.person->expired_at && !command.name.empty())
    return refuse(Code::conflict, "PERSON_EXPIRED",
                  "The person's name was deleted, 24 months after they last took part, and stays so. Leave it out.");

  CorrectedPerson corrected{{}, *facts.person, facts.there};
  Person& person = corrected.person;
  if (!command.name.empty()) person.name = command.name;
  if (command.occupation != Occupation::unspecified) put_occupation(corrected, command.occupation);
  const PersonCorrected fact{command.person, person.name != facts.person->name,
                             person.occupation != facts.person->occupation || corrected.there != facts.there};
  if (!fact.name_changed && !fact.occupation_changed) return corrected;

  if (facts.speaks_for_one && facts.organisations.size() > 1)
    return refuse(Code::denied, "PERSON_OF_OTHERS",
                  "The person is of another organisation as well. Ask the region's coordinator to put this right.");
  TRY_DO(check_seen(*facts.person, command.reason.seen_revision));
  ++person.corrections;
  person.corrected_by = command.reason.by();
  corrected.events.push_back(fact);
  return corrected;
}

}  // namespace opora::registration
