#include "registration/introduce.h"

#include <algorithm>

#include "registration/store/roster.h"

namespace opora::registration {

Result<std::vector<Person>> introduce(Transaction& tx, const OrganisationId& organisation,
                                      std::span<const Mention> mentions, std::span<const Person> known,
                                      std::span<const PersonId> in_group) {
  std::vector<Mention> named;
  for (const Mention& mention : mentions)
    if (!mention.name.empty() && std::ranges::find(in_group, mention.person) == in_group.end() &&
        std::ranges::find(known, mention.person, &Person::id) != known.end())
      named.push_back(mention);
  // In a rush nobody who is known is named again, and nothing more is looked up.
  if (!named.empty()) {
    TRY(careers, tx.load_all<Career>(people_of(named)));
    const Strangers strangers = strangers_among(organisation, named, known, careers);
    tx.tells_of(strangers.named_rightly);
    if (strangers.named_wrongly > 0) tx.tells_of_wrong_name();
  }
  return newcomers(mentions, known);
}

}  // namespace opora::registration
