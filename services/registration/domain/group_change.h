// What was changed of a group, as it was said: who, when and why. Nothing is edited away, so each change is kept beside
// the group that it gave.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "registration/domain/events.h"
#include "registration/domain/group.h"
#include "registration/domain/seats.h"
#include "registration/domain/session.h"

namespace opora::registration {

// The numbers are the contract's.
enum class GroupChangeKind {
  unspecified = 0,
  head_count = 1,
  substitution = 2,
  members_cancelled = 3,
  cancelled = 4,
  passed_over = 5,
  more_wait = 6,
};

// Who says that a group is to be changed, and why.
struct Said {
  Why why;
  std::string note;     // more about it, in words that should name nobody
  std::string subject;  // the token's; told to nobody
  bool operator==(const Said&) const = default;
};

struct GroupChange {
  GroupChangeId id;
  GroupId group;
  int number = 0;  // of the group's changes, from 1
  SessionId session;
  std::int64_t arrival = 0;  // the group's
  GroupChangeKind kind = GroupChangeKind::unspecified;
  Said said;
  Instant at;
  int before = 0;           // how many people it had
  int head_count = 0;       // how many it had then; 0 once it was cancelled
  int freed_count = 0;      // seats
  std::vector<PersonId> left;  // named people who don't come since
  PersonId substitute;      // who comes in the place of one of them
  GroupId waiting;          // as which more people wait
  bool operator==(const GroupChange&) const = default;
};

// The change that a decision makes of the group, by the first of its events; nothing if it makes none.
std::optional<GroupChange> change_of(const Group& before, const Events& events);

// Until when people are added to a group: on the organisation's side until registration ends, else until the session
// starts. Refused with SESSION_CANCELLED, REGISTRATION_CLOSED or SESSION_BEGUN.
Result<void> check_may_add(const Session& session, const Seats& seats, ChangedBy by, Instant now);

// Until when people are taken out of one: anybody who may do it at all, as they may cancel it. Refused with
// SESSION_OVER.
Result<void> check_may_take_out(const Session& session, Instant now);

// Refused with MEMBER_CAME if somebody of them has come. `came` are those of them whose attendance is recorded.
Result<void> check_has_not_come(std::span<const PersonId> came);

// What is said of people who are in no group that is meant, and of a session of which everybody else is told so.
tl::unexpected<Error> not_in_group();
tl::unexpected<Error> registration_closed();
tl::unexpected<Error> no_seats_free(const std::string& what_to_do);
tl::unexpected<Error> fewer_than_named();

}  // namespace opora::registration
