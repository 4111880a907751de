// Which key of which list is whose, by list and key.
#pragma once

#include "platform/lane/transaction.h"
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
