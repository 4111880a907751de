// Rosters: by person where commands need them, by organisation and day where people read them.
#pragma once

#include <string>

#include "platform/lane/transaction.h"
#include "platform/paging/page.h"
#include "registration/domain/person.h"
#include "registration/domain/roster.h"

template <>
struct opora::Stored<opora::registration::Career> {
  using Key = registration::PersonId;
  static constexpr const char* unknown = "UNKNOWN_PERSON";
  static const Key& key(const registration::Career& career) { return career.person; }
  static std::vector<registration::Career> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const registration::Career> careers);
};

namespace opora::registration {

// Somebody on a roster, with their name.
struct RosterEntry {
  Person person;
  std::string from_date;
  std::string until_date;
  CorrectedBy until_corrected_by = CorrectedBy::unspecified;
};

// A roster is listed by people's ids, then by the days since when they have worked there.
PageCursor cursor_of(const RosterEntry& entry);

// At most `limit` of those who work at an organisation on a day, after that cursor: everybody once, whoever has several
// ids under the one that is kept, or the first of the others.
Result<std::vector<RosterEntry>> roster_after(Reader& reader, const OrganisationId& organisation,
                                              const std::string& date, const PageCursor& after, int limit);

// Likewise of all who work, have worked or will work there: somebody who came back is there once for each time, and
// once for each id under which they were entered.
Result<std::vector<RosterEntry>> roster_history_after(Reader& reader, const OrganisationId& organisation,
                                                      const PageCursor& after, int limit);

}  // namespace opora::registration
