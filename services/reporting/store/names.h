// What people call things, in each language.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "platform/lane/transaction.h"
#include "platform/text/text_column.h"
#include "reporting/domain/facts.h"

namespace opora::reporting {

constexpr auto table_of(Type<Name>) {
  return Table("names", "UNKNOWN_NAME",
               key("subject", &Name::subject),
               key("id", &Name::id),
               column("text", &Name::text));
}

constexpr auto table_of(Type<FormerName>) {
  return Table("former_names", "UNKNOWN_NAME",
               key("subject", &FormerName::subject),
               key("id", &FormerName::id),
               column("text", &FormerName::text),
               column("until_us", &FormerName::until));
}

// A thing of a round that is called something else now: its present name, and the one before.
struct RenamedThing {
  LocalizedText name;
  FormerName former;
};

// What has got another name since a round's first session: the round, its programme, projects, sites, venues, rooms,
// regions, sessions and, of all organisations, those among `organisations`. By subject, then by id.
Result<std::vector<RenamedThing>> renamed_things_of(Reader& reader, const Round& round,
                                                    const std::set<std::string>& organisations);

}  // namespace opora::reporting
