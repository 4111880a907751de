// Who was named in which group, and who works where: what says with whom somebody came.
#pragma once

#include "platform/lane/stored.h"
#include "reporting/domain/facts.h"

namespace opora::reporting {

constexpr auto table_of(Type<GroupMember>) {
  return Table("group_members", "UNKNOWN_PERSON",
               key("group_id", &GroupMember::group),
               key("person_id", &GroupMember::person));
}

constexpr auto table_of(Type<RosterMember>) {
  return Table("roster", "UNKNOWN_PERSON",
               key("person_id", &RosterMember::person),
               key("from_date", &RosterMember::from_date),
               key("organisation_id", &RosterMember::organisation),
               column("until_date", &RosterMember::until_date),
               column("changed_until_date", &RosterMember::changed_until_date));
}

}  // namespace opora::reporting
