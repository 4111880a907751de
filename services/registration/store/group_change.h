// What was changed of groups: each change a row, which stays.
#pragma once

#include <string>
#include <vector>

#include "platform/lane/transaction.h"
#include "platform/paging/page.h"
#include "registration/domain/group_change.h"

namespace opora::registration {

constexpr auto table_of(Type<GroupChange>) {
  return Table("group_changes", "UNKNOWN_GROUP",
               key("change_id", &GroupChange::id),
               once("group_id", &GroupChange::group),
               once("number", &GroupChange::number),
               once("session_id", &GroupChange::session),
               once("arrival", &GroupChange::arrival),
               once("kind", &GroupChange::kind),
               once("reason", &GroupChange::said, &Said::why, &Why::reason),
               once("changed_by", &GroupChange::said, &Said::why, &Why::by),
               once("note", &GroupChange::said, &Said::note),
               once("subject", &GroupChange::said, &Said::subject),
               once("changed_at", &GroupChange::at),
               once("before_count", &GroupChange::before),
               once("head_count", &GroupChange::head_count),
               once("freed_count", &GroupChange::freed_count),
               once("left_people", &GroupChange::left),
               once("substitute_id", &GroupChange::substitute),
               once("waiting_group_id", &GroupChange::waiting));
}

// People in one column: their ids between spaces.
std::string to_column(const std::vector<PersonId>& people);
std::vector<PersonId> from_column(Type<std::vector<PersonId>>, const std::string& column);

// How many an answer about one group tells.
constexpr int kChangesMax = 100;

// A group's changes in their order, the last kChangesMax.
Result<std::vector<GroupChange>> changes_of(Reader& reader, const GroupId& group);

// By which others passed it over, in their order, the last kChangesMax; none unless it waits.
Result<std::vector<GroupChange>> passed_over(Reader& reader, const Group& waiting);

// Something that was given back, and who sends the group.
struct Withdrawal {
  GroupChange change;
  OrganisationId organisation;
};

// Withdrawals are listed by their time.
PageCursor cursor_of(const Withdrawal& withdrawal);

// At most `limit` of those since then after that cursor, at sessions of the region; without one, of all.
Result<std::vector<Withdrawal>> withdrawals_after(Reader& reader, const RegionId& region, Instant since,
                                                  const PageCursor& after, int limit);

}  // namespace opora::registration
