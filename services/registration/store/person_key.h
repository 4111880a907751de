// Which key of which list is whose, by list and key.
#pragma once

#include "platform/lane/transaction.h"
#include "platform/paging/page.h"
#include "registration/domain/person_key.h"

namespace opora::registration {

constexpr auto table_of(Type<PersonKey>) {
  return Table("person_keys", "UNKNOWN_KEY",
               key("list", &PersonKey::key, &ListedKey::first),
               key("key", &PersonKey::key, &ListedKey::second),
               once("person_id", &PersonKey::person),
               once("region_id", &PersonKey::region));
}

// Somebody of whom an older build recorded something: a name, or only that they came. Read, never saved.
struct OlderPerson {
  PersonId id;
};

// Somebody whose id was given to a key of a list. Read, never saved.
struct ListedPerson {
  PersonId id;
};

// What is known of the keys asked about, and of their lists.
Result<KnownKeys> known_keys(Transaction& tx, const WhoseKeys& asked);

// Whose a list is, as far as it concerns a region or the network (KnownKeys::owners); nobody's while it has no keys.
Result<std::set<RegionId>> owners_of(Reader& reader, const std::string& list, const RegionId& asking);

// A list's keys are listed by the ids of their people: no two keys of a list are one person's.
PageCursor cursor_of(const PersonKey& key);

// At most `limit` of a list's keys after that cursor: all, or those that were brought in for a region's people.
Result<std::vector<PersonKey>> keys_after(Reader& reader, const std::string& list, const RegionId& region,
                                          ToldKeys told, const PageCursor& after, int limit);

}  // namespace opora::registration

template <>
struct opora::Stored<opora::registration::OlderPerson> {
  using Key = registration::PersonId;
  static constexpr const char* unknown = "UNKNOWN_PERSON";
  static const Key& key(const registration::OlderPerson& person) { return person.id; }
  static std::vector<registration::OlderPerson> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const registration::OlderPerson> people);
};

template <>
struct opora::Stored<opora::registration::ListedPerson> {
  using Key = registration::PersonId;
  static constexpr const char* unknown = "UNKNOWN_PERSON";
  static const Key& key(const registration::ListedPerson& person) { return person.id; }
  static std::vector<registration::ListedPerson> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const registration::ListedPerson> people);
};
