#include "registration/handlers/merging.h"

#include <algorithm>
#include <utility>

#include "platform/lane/gather.h"
#include "platform/text/typed_text.h"
#include "registration/scopes.h"
#include "registration/store/correction.h"
#include "registration/store/organisation.h"
#include "registration/store/person.h"

namespace opora::registration {
namespace {

Correction record_of(const Transaction& tx, const TwoPeople& command, const Person& person,
                     const OrganisationId& organisation, const Person& other, IdentityChange what) {
  return {.person = person.id,
          .number = person.corrections,
          .organisation = organisation,
          .by = tx.subject(),
          .at = tx.now(),
          .list = command.reason.list,
          .reason = kept_of(command.reason, person, other),
          .former_name = "",
          .former_occupation = Occupation::unspecified,
          .from_date = "",
          .former_until_date = "",
          .identity = what,
          .other = other.id};
}

// What stands behind `kept`, by what is said of one of those now.
MergedIds ids_since(const std::vector<MergedIds>& before, const PersonId& kept, const Person& other) {
  const auto found = std::ranges::find(before, kept, &MergedIds::kept);
  MergedIds ids = found == before.end() ? MergedIds{kept, {}} : *found;
  std::erase(ids.merged, other.id);
  if (other.merged_into == kept) ids.merged.push_back(other.id);
  std::ranges::sort(ids.merged);
  return ids;
}

}  // namespace

bool answers_for(const Transaction& tx, const Organisation& organisation) {
  if (!tx.is_held_to_scope()) return true;
  const std::vector<std::string> regions = tx.ids_of_caller(kRegionScope);
  return std::ranges::find(regions, organisation.region.value) != regions.end();
}

void save_identity(Transaction& tx, const Organisation& kept, IdentityChange of_kept, const Organisation& merged,
                   IdentityChange of_merged, const std::string& reason) {
  const auto id = tx.new_id<OrganisationIdentityId>();
  const std::string why = composed(reason);
  tx.save(OrganisationIdentity{kept.id, id, of_kept, merged.id, why, tx.subject(), tx.now()});
  tx.save(OrganisationIdentity{merged.id, id, of_merged, kept.id, why, tx.subject(), tx.now()});
}

Result<TwoPeopleFacts> facts_of(Reader& reader, const Transaction& tx, const TwoPeople& command) {
  TRY(found, gather(reader, one<Organisation>(command.organisation), one<Organisation>(command.other_organisation),
                    maybe<Person>(command.person), maybe<Person>(command.other),
                    [&](Reader& each) { return organisations_of(each, command.person); },
                    [&](Reader& each) { return organisations_of(each, command.other); }));
  auto& [organisation, other_organisation, person, other, organisations, other_organisations] = found;
  return TwoPeopleFacts{std::move(person), std::move(other), std::move(organisations), std::move(other_organisations),
                        answers_for(tx, other_organisation)};
}

void save_ids(Transaction& tx, const std::vector<MergedIds>& before, const Person& person, const Person& other) {
  tx.save(ids_since(before, person.id, other));
  tx.save(ids_since(before, other.id, person));
}

void save_both(Transaction& tx, const TwoPeople& command, const Person& person, IdentityChange of_person,
               const Person& other, IdentityChange of_other) {
  tx.save(record_of(tx, command, person, command.organisation, other, of_person));
  tx.save(record_of(tx, command, other, command.other_organisation, person, of_other));
  tx.save(person);
  tx.save(other);
}

}  // namespace opora::registration
