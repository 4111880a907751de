// What was put right about people, and what has to be known of somebody before anything is.
#pragma once

#include <string>
#include <vector>

#include "platform/lane/transaction.h"
#include "platform/paging/page.h"
#include "registration/domain/correction.h"

namespace opora::registration {

constexpr auto table_of(Type<Correction>) {
  return Table("people_corrections", "UNKNOWN_PERSON",
               key("person_id", &Correction::person),
               key("number", &Correction::number),
               once("organisation_id", &Correction::organisation),
               once("corrected_by", &Correction::by),
               once("corrected_at", &Correction::at),
               once("list", &Correction::list),
               once("reason", &Correction::reason),
               once("former_name", &Correction::former_name),
               once("former_occupation", &Correction::former_occupation),
               once("from_date", &Correction::from_date),
               once("former_until_date", &Correction::former_until_date),
               once("identity", &Correction::identity),
               once("other_person_id", &Correction::other));
}

// At most `limit` of those whose name an older build let go, and left what they were called before.
Result<std::vector<PersonId>> with_former_names_left(Reader& reader, int limit);

// Those on whose rosters, or in whose groups, somebody is or was, each once.
Result<std::vector<OrganisationId>> organisations_of(Reader& reader, const PersonId& person);

// What somebody takes part in after their last day: as it was said then, with that organisation. None without a day.
struct Later {
  int attendances = 0;
  int groups = 0;  // that were not cancelled
};
Result<Later> later_than(Reader& reader, const OrganisationId& organisation, const PersonId& person,
                         const std::string& last_day);

// At most `limit` of those made through an organisation, after that cursor, by people's ids and then their numbers.
PageCursor cursor_of(const Correction& correction);
Result<std::vector<Correction>> corrections_after(Reader& reader, const OrganisationId& organisation,
                                                  const PageCursor& after, int limit);

// All that was made through an organisation of one person, in order.
Result<std::vector<Correction>> corrections_of(Reader& reader, const OrganisationId& organisation,
                                               const PersonId& person);

// What somebody was called before, and why it was changed. Saved, it is forgotten.
struct FormerNames {
  PersonId person;
};

}  // namespace opora::registration

template <>
struct opora::Stored<opora::registration::FormerNames> {
  using Key = registration::PersonId;
  static constexpr const char* unknown = "UNKNOWN_PERSON";
  static const Key& key(const registration::FormerNames& names) { return names.person; }
  static std::vector<registration::FormerNames> load(Sql& sql, std::span<const Key> people);
  static void save(Sql& sql, std::span<const registration::FormerNames> all);
};
