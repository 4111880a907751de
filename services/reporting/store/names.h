// What people call things, in each language.
#pragma once

#include "platform/lane/stored.h"
#include "platform/text/text_column.h"
#include "reporting/domain/facts.h"

namespace opora::reporting {

constexpr auto table_of(Type<Name>) {
  return Table("names", "UNKNOWN_NAME",
               key("subject", &Name::subject),
               key("id", &Name::id),
               column("text", &Name::text));
}

}  // namespace opora::reporting
