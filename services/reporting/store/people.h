// Who was named in which group, and who works where: what says with whom somebody came.
#pragma once

#include <vector>

#include "platform/lane/transaction.h"
#include "reporting/domain/facts.h"

namespace opora::reporting {

constexpr auto table_of(Type<GroupMember>) {
  return Table("group_members", "UNKNOWN_PERSON",
               key("group_id", &GroupMember::group),
               key("person_id", &GroupMember::person),
               column("change_number", &GroupMember::change),
               column("has_left", &GroupMember::has_left));
}

constexpr auto table_of(Type<RosterMember>) {
  return Table("roster", "UNKNOWN_PERSON",
               key("person_id", &RosterMember::person),
               key("from_date", &RosterMember::from_date),
               key("organisation_id", &RosterMember::organisation),
               column("until_date", &RosterMember::until_date),
               column("changed_until_date", &RosterMember::changed_until_date));
}

// Keeps what was told of who is in groups, and who is no longer; `known` is what was told of them before.
std::vector<KeyOf<GroupMember>> keys_of(const std::vector<GroupMember>& told);
void keep(Transaction& tx, const std::vector<GroupMember>& told, const std::vector<GroupMember>& known);

}  // namespace opora::reporting
