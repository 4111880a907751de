// People by id: the one place of their names.
#pragma once

#include "platform/lane/stored.h"
#include "registration/domain/person.h"

namespace opora::registration {

constexpr auto table_of(Type<Person>) {
  return Table("people", "UNKNOWN_PERSON",
               key("person_id", &Person::id),
               column("name", &Person::name),
               column("occupation", &Person::occupation),
               column("expiry_told_at", &Person::expiry_told_at),
               column("expiry_seen_at", &Person::expiry_seen_at),
               column("expired_at", &Person::expired_at),
               column("expiry_looked", &Person::expiry_looked),
               column("expiry_looked_since", &Person::expiry_looked_since),
               column("corrections", &Person::corrections),
               column("corrected_by", &Person::corrected_by),
               column("merged_into", &Person::merged_into),
               column("merged_count", &Person::merged_count),
               always("derivable", "0"));
}

}  // namespace opora::registration
