// Groups by id, the waitlist in its order, and who is to come with which group.
#pragma once

#include <compare>
#include <cstdint>
#include <span>

#include "platform/lane/transaction.h"
#include "platform/paging/page.h"
#include "registration/domain/group.h"
#include "registration/store/seats.h"

namespace opora::registration {

constexpr auto table_of(Type<Group>) {
  return Table("groups_registered", "UNKNOWN_GROUP",
               key("group_id", &Group::id),
               once("session_id", &Group::session),
               once("organisation_id", &Group::organisation),
               column("head_count", &Group::head_count),
               column("status", &Group::status),
               once("arrival", &Group::arrival),
               column("named_count", &Group::named_count),
               column("passed_over", &Group::passed_over),
               once("part_of_group_id", &Group::part_of),
               column("change_count", &Group::change_count));
}

// The front of a session's waitlist in order of arrival, as it is once a group is what `changed` says: those who
// together need no more than `free_count` seats, and the one after them; kPromotedAtOnce at most. Reads in pages, and
// never the whole waitlist.
Result<std::vector<Group>> front_of_waitlist(Reader& reader, const Seats& seats, const Group& changed, int free_count);

// Saves those of the groups whose status the events change.
void save_changed(Transaction& tx, std::span<const Group> groups, const Events& events);

// A group's place in the waitlist, from 1; 0 unless it waits.
Result<int> waitlist_place(Reader& reader, const Group& group);

// Whether more people of the same group wait as a part of it, and came after this one.
Result<bool> part_waits_behind(Reader& reader, const Group& group);

// A session's groups are listed in order of arrival.
PageCursor cursor_of(const Group& group);

// At most `limit` of a session's groups after that cursor; `expected_after` leaves out those that were cancelled.
Result<std::vector<Group>> groups_after(Reader& reader, const SessionId& session, const PageCursor& after, int limit);
Result<std::vector<Group>> expected_after(Reader& reader, const SessionId& session, const PageCursor& after, int limit);

// How many of these groups make a page that tells who is in them: as many as were asked for, unless they have too many
// people for one answer.
int count_of_page(std::span<const Group> groups, int size);

}  // namespace opora::registration
