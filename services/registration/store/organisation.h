// Organisations by id.
#pragma once

#include "platform/lane/stored.h"
#include "platform/text/text_column.h"
#include "registration/domain/organisation.h"

namespace opora::registration {

constexpr auto table_of(Type<Organisation>) {
  return Table("organisations", "UNKNOWN_ORGANISATION",
               key("organisation_id", &Organisation::id),
               column("name", &Organisation::name),
               column("kind", &Organisation::kind),
               column("region_id", &Organisation::region));
}

}  // namespace opora::registration
