// Whose names go when, read in order of people's ids; and the keys that go with them.
#pragma once

#include <vector>

#include "platform/lane/transaction.h"
#include "platform/paging/page.h"
#include "registration/domain/expiry.h"
#include "registration/domain/person_key.h"

namespace opora::registration {

// Keys are loaded to be let go: saved, they are forgotten.
constexpr auto table_of(Type<ExpiredKey>) {
  return Table("expired_keys", "UNKNOWN_KEY",
               key("digest", &ExpiredKey::digest),
               once("expired_at", &ExpiredKey::expired_at));
}

// Those whose names are still there, at most `limit` after this one, with what they have taken part in.
Result<std::vector<PersonActivity>> named_after(Reader& reader, const PersonId& after, int limit);
// The same of those up to `through`, with it.
Result<std::vector<PersonActivity>> named_between(Reader& reader, const PersonId& after, const PersonId& through);

// Whose names go is listed by their ids: of those who were told, at most `limit` after that cursor.
PageCursor cursor_of(const PersonActivity& told);
Result<std::vector<PersonActivity>> told_after(Reader& reader, const PageCursor& after, int limit);

}  // namespace opora::registration

template <>
struct opora::Stored<opora::registration::KeysOfPerson> {
  using Key = registration::PersonId;
  static constexpr const char* unknown = "UNKNOWN_PERSON";
  static const Key& key(const registration::KeysOfPerson& keys) { return keys.person; }
  static std::vector<registration::KeysOfPerson> load(Sql& sql, std::span<const Key> people);
  static void save(Sql& sql, std::span<const registration::KeysOfPerson> all);
};
