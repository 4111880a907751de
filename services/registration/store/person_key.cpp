#include "registration/store/person_key.h"

#include <stdexcept>

#include "platform/lane/stored_bodies.h"
#include "registration/store/organisation.h"
#include "registration/store/roster.h"

namespace opora {

using registration::OlderPerson;
using registration::PersonId;

namespace {

constexpr Statement kLoadOlder(
    "SELECT person_id FROM people WHERE person_id = :person AND derivable IS NULL "
    "UNION SELECT person_id FROM attendances WHERE person_id = :person AND derivable IS NULL");

}  // namespace

std::vector<OlderPerson> Stored<OlderPerson>::load(Sql& sql, std::span<const Key> keys) {
  return values_of<OlderPerson, PersonId>(
      sql.query_each(kLoadOlder, keys, [](const Key& key, const auto& next) { next({{"person", key}}); }));
}

void Stored<OlderPerson>::save(Sql&, std::span<const OlderPerson>) {
  throw std::logic_error("What older builds recorded is only read.");
}

}  // namespace opora

namespace opora::registration {
namespace {

// Those asked about, as keys of the list as it is called and as it was.
std::vector<ListedKey> listed(const WhoseKeys& asked) {
  std::vector<ListedKey> keys;
  for (const std::string& list : {asked.list, asked.earlier_list})
    for (const std::string& key : asked.keys)
      if (!list.empty()) keys.emplace_back(list, key);
  return keys;
}

Result<void> add_rosters(Transaction& tx, const WhoseKeys& asked, KnownKeys& known) {
  std::vector<PersonId> people;
  for (const std::string& key : asked.keys)
    if (const auto found = find(asked, key, known); found && found->region != asked.region)
      people.push_back(found->person);
  TRY(careers, tx.load_all<Career>(people));
  std::vector<OrganisationId> employers;
  for (const Career& career : careers)
    for (const Membership& membership : career.memberships) employers.push_back(membership.organisation);
  TRY(organisations, tx.load_all<Organisation>(employers));
  std::map<OrganisationId, RegionId> regions;
  for (const Organisation& organisation : organisations) regions.emplace(organisation.id, organisation.region);
  for (const Career& career : careers)
    for (const Membership& membership : career.memberships)
      known.rosters[career.person].push_back(regions[membership.organisation]);
  return {};
}

}  // namespace

Result<KnownKeys> known_keys(Transaction& tx, const WhoseKeys& asked) {
  const std::vector<ListedKey> keys = listed(asked);
  std::vector<PersonId> derived;
  for (const ListedKey& key : keys) derived.push_back(older_id(key));
  auto found_entries = tx.load_all<PersonKey>(keys);
  auto found_older = tx.load_all<OlderPerson>(derived);
  TRY(entries, std::move(found_entries));
  TRY(older, std::move(found_older));

  KnownKeys known;
  for (const PersonKey& entry : entries) known.entered.emplace(entry.key, entry);
  for (const OlderPerson& person : older) known.older.insert(person.id);
  if (!asked.region.empty()) TRY_DO(add_rosters(tx, asked, known));
  return known;
}

}  // namespace opora::registration

OPORA_STORED(opora::registration::PersonKey);
OPORA_STORED(opora::registration::OlderPerson);
