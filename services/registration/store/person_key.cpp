#include "registration/store/person_key.h"

#include <stdexcept>

#include "platform/lane/gather.h"
#include "platform/lane/stored_bodies.h"
#include "registration/store/expiry.h"

namespace opora {

using registration::ListedPerson;
using registration::OlderPerson;
using registration::PersonId;

namespace {

constexpr Statement kLoadOlder(
    "SELECT person_id FROM people WHERE person_id = :person AND derivable IS NULL "
    "UNION SELECT person_id FROM attendances WHERE person_id = :person AND derivable IS NULL");
constexpr Statement kLoadListed("SELECT DISTINCT person_id FROM person_keys WHERE person_id = :person");

}  // namespace

std::vector<OlderPerson> Stored<OlderPerson>::load(Sql& sql, std::span<const Key> keys) {
  return values_of<OlderPerson, PersonId>(
      sql.query_each(kLoadOlder, keys, [](const Key& key, const auto& next) { next({{"person", key}}); }));
}

void Stored<OlderPerson>::save(Sql&, std::span<const OlderPerson>) {
  throw std::logic_error("What older builds recorded is only read.");
}

std::vector<ListedPerson> Stored<ListedPerson>::load(Sql& sql, std::span<const Key> keys) {
  return values_of<ListedPerson, PersonId>(
      sql.query_each(kLoadListed, keys, [](const Key& key, const auto& next) { next({{"person", key}}); }));
}

void Stored<ListedPerson>::save(Sql&, std::span<const ListedPerson>) {
  throw std::logic_error("Whose keys are in lists is only read: a key is saved.");
}

}  // namespace opora

namespace opora::registration {
namespace {

// Each of the three finds its row by an index: a list may have a hundred thousand keys.
constexpr Statement kOwners(
    "SELECT region_id FROM (SELECT region_id FROM person_keys "
    "WHERE list = :list AND region_id = '' LIMIT 1) n "
    "UNION SELECT region_id FROM (SELECT region_id FROM person_keys "
    "WHERE list = :list AND region_id = :region LIMIT 1) r "
    "UNION SELECT region_id FROM (SELECT region_id FROM person_keys "
    "WHERE list = :list ORDER BY key LIMIT 1) f");

constexpr ComposedStatement kKeysAfter(
    "SELECT ", columns_of<PersonKey>(), " FROM person_keys "
    "WHERE list = :list AND person_id > :after ORDER BY person_id LIMIT :limit");
constexpr ComposedStatement kKeysOfRegionAfter(
    "SELECT ", columns_of<PersonKey>(), " FROM person_keys "
    "WHERE list = :list AND region_id = :region AND person_id > :after ORDER BY person_id LIMIT :limit");

// Those asked about, as keys of the list as it is called and as it was.
std::vector<ListedKey> listed(const WhoseKeys& asked) {
  std::vector<ListedKey> keys;
  for (const std::string& list : {asked.list, asked.earlier_list})
    for (const std::string& key : asked.keys)
      if (!list.empty()) keys.emplace_back(list, key);
  return keys;
}

Result<std::map<std::string, std::set<RegionId>>> owners_of_both(Transaction& tx, const WhoseKeys& asked) {
  std::map<std::string, std::set<RegionId>> owners;
  for (const std::string& list : {asked.list, asked.earlier_list}) {
    if (list.empty()) continue;
    TRY(found, owners_of(tx, list, asked.region));
    if (!found.empty()) owners.emplace(list, std::move(found));
  }
  return owners;
}

}  // namespace

Result<std::set<RegionId>> owners_of(Reader& reader, const std::string& list, const RegionId& asking) {
  TRY(found, reader.query(kOwners, {{"list", list}, {"region", asking}}).map(values_of<RegionId>));
  return std::set<RegionId>(found.begin(), found.end());
}

PageCursor cursor_of(const PersonKey& key) { return {0, key.person.value}; }

Result<std::vector<PersonKey>> keys_after(Reader& reader, const std::string& list, const RegionId& region,
                                          ToldKeys told, const PageCursor& after, int limit) {
  if (told == ToldKeys::all)
    return reader.query(kKeysAfter, {{"list", list}, {"after", after.id}, {"limit", limit}})
        .map(values_of<PersonKey>);
  return reader
      .query(kKeysOfRegionAfter, {{"list", list}, {"region", region}, {"after", after.id}, {"limit", limit}})
      .map(values_of<PersonKey>);
}

Result<KnownKeys> known_keys(Transaction& tx, const WhoseKeys& asked) {
  const std::vector<ListedKey> keys = listed(asked);
  std::vector<PersonId> derived;
  for (const ListedKey& key : keys) derived.push_back(older_id(key));
  TRY(found, gather(tx, all<PersonKey>(keys), all<OlderPerson>(derived), all<ExpiredKey>(derived)));
  auto& [entries, older, expired] = found;

  KnownKeys known;
  for (const PersonKey& entry : entries) known.entered.emplace(entry.key, entry);
  for (const OlderPerson& person : older) known.older.insert(person.id);
  for (const ExpiredKey& key : expired) known.expired.insert(key.digest);
  TRY(owners, owners_of_both(tx, asked));
  known.owners = std::move(owners);
  return known;
}

}  // namespace opora::registration

OPORA_STORED(opora::registration::PersonKey);
OPORA_STORED(opora::registration::OlderPerson);
OPORA_STORED(opora::registration::ListedPerson);
