// A group: people whom one organisation sends to one session, registered as a whole.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "platform/result/result.h"
#include "registration/domain/events.h"
#include "registration/domain/person.h"

namespace opora::registration {

// Where a group stands. The numbers are the contract's.
enum class GroupStatus { unspecified = 0, confirmed = 1, waiting = 2, cancelled = 3 };

struct Group {
  GroupId id;
  SessionId session;
  OrganisationId organisation;
  int head_count = 0;
  GroupStatus status = GroupStatus::unspecified;
  std::int64_t arrival = 0;  // its number in the session's order of arrival, from 1
  int named_count = 0;       // of the head-count, those whose names are known
  bool passed_over = false;  // it got seats though others waited: the session had begun, or a coordinator let it
  GroupId part_of = {};      // these are more people of that group, for whom there were no seats
  int change_count = 0;      // how often it was changed (domain/group_change.h)
  bool operator==(const Group&) const = default;
};

// Who is to come to a session, and with which group. A person is in at most one live group of a session; an attendee
// whose group was cancelled is free to be named in another.
struct Attendee {
  SessionId session;
  PersonId person;
  GroupId group;  // empty: they left theirs
};

// Those of a session's attendees whom a command lists, and the groups they are in.
struct Placements {
  std::vector<Attendee> attendees;
  std::vector<Group> groups;
};

// What is said where more people are named than the group has seats.
tl::unexpected<Error> more_names_than_seats();

// Checks the people mentioned for a new group: no more than its seats, nobody twice.
Result<void> check_members(int head_count, std::span<const Mention> members);

// Of the people listed, those who are in the group.
std::vector<PersonId> in_group(const GroupId& group, std::span<const Attendee> present);

// What is said of a group that is no more.
tl::unexpected<Error> group_cancelled();

// Refused if somebody listed is in a live group of the session other than `group`. `groups` are those of the session
// that the people listed are in.
Result<void> check_elsewhere(const GroupId& group, std::span<const Group> groups);

// How the facts change a group.
Group fold(Group group, const Events& events);

}  // namespace opora::registration
