#include "registration/store/person_key.h"

#include <stdexcept>

#include "platform/lane/gather.h"

namespace opora {

using registration::OlderPerson;
using registration::PersonId;
using registration::PersonKey;
using registration::RegionId;

namespace {

constexpr Statement kLoad(
    "SELECT list, key, person_id, region_id FROM person_keys WHERE list = :list AND key = :key");
constexpr Statement kSave(
    "INSERT INTO person_keys (list, key, person_id, region_id) VALUES (:list, :key, :person, :region) "
    "ON CONFLICT (list, key) DO NOTHING");
constexpr Statement kLoadOlder(
    "SELECT person_id FROM people WHERE person_id = :person AND derivable IS NULL "
    "UNION SELECT person_id FROM attendances WHERE person_id = :person AND derivable IS NULL");

}  // namespace

std::vector<PersonKey> Stored<PersonKey>::load(Sql& sql, std::span<const Key> keys) {
  std::vector<PersonKey> entries;
  const Rows rows = sql.query_each(kLoad, keys, [](const Key& key, const auto& next) {
    next({{"list", key.first}, {"key", key.second}});
  });
  for (const Row& row : rows)
    entries.push_back({{row.text(0), row.text(1)}, row.id<PersonId>(2), row.id<RegionId>(3)});
  return entries;
}

void Stored<PersonKey>::save(Sql& sql, std::span<const PersonKey> entries) {
  sql.execute_each(kSave, entries, [](const PersonKey& entry, const auto& next) {
    next({{"list", entry.key.first}, {"key", entry.key.second}, {"person", entry.person}, {"region", entry.region}});
  });
}

std::vector<OlderPerson> Stored<OlderPerson>::load(Sql& sql, std::span<const Key> keys) {
  std::vector<OlderPerson> people;
  const Rows rows =
      sql.query_each(kLoadOlder, keys, [](const Key& key, const auto& next) { next({{"person", key}}); });
  for (const Row& row : rows) people.push_back({row.id<PersonId>(0)});
  return people;
}

void Stored<OlderPerson>::save(Sql&, std::span<const OlderPerson>) {
  throw std::logic_error("What older builds recorded is only read.");
}

}  // namespace opora

namespace opora::registration {
namespace {

// By key, so that it stays who it is: others bring no keys in.
constexpr Statement kOwner("SELECT region_id FROM person_keys WHERE list = :list ORDER BY key LIMIT 1");

// Those asked about, as keys of the list as it is called and as it was.
std::vector<ListedKey> listed(const WhoseKeys& asked) {
  std::vector<ListedKey> keys;
  for (const std::string& list : {asked.list, asked.earlier_list})
    for (const std::string& key : asked.keys)
      if (!list.empty()) keys.emplace_back(list, key);
  return keys;
}

Result<std::map<std::string, RegionId>> owners_of(Transaction& tx, const WhoseKeys& asked) {
  std::map<std::string, RegionId> owners;
  for (const std::string& list : {asked.list, asked.earlier_list}) {
    if (list.empty()) continue;
    TRY(rows, tx.query(kOwner, {{"list", list}}));
    for (const Row& row : rows) owners.emplace(list, row.id<RegionId>(0));
  }
  return owners;
}

}  // namespace

Result<KnownKeys> known_keys(Transaction& tx, const WhoseKeys& asked) {
  const std::vector<ListedKey> keys = listed(asked);
  std::vector<PersonId> derived;
  for (const ListedKey& key : keys) derived.push_back(older_id(key));
  TRY(found, gather(tx, all<PersonKey>(keys), all<OlderPerson>(derived)));
  auto& [entries, older] = found;

  KnownKeys known;
  for (const PersonKey& entry : entries) known.entered.emplace(entry.key, entry);
  for (const OlderPerson& person : older) known.older.insert(person.id);
  TRY(owners, owners_of(tx, asked));
  known.owners = std::move(owners);
  return known;
}

}  // namespace opora::registration
