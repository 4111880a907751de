// How many people could have answered a wave: who is registered, for one before; who came, for one after. Nobody's name
// is needed for it, and who of them answered nobody knows.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "feedback/domain/facts.h"
#include "feedback/domain/wave.h"

namespace opora::feedback {

// Who is counted at a session: people by their ids, each once however many sessions they are at, and so many more.
struct Counted {
  std::set<PersonId> people;
  std::int64_t unnamed = 0;
  bool operator==(const Counted&) const = default;
};
using CountedBySession = std::map<SessionId, Counted>;

// What is known of a group at a point of the log.
struct GroupThen {
  GroupId group;
  SessionId session;
  Standing standing = Standing::waiting;
  std::int64_t head_count = 0;
};
struct MemberThen {
  GroupId group;
  PersonId person;  // the id that stands for whoever was named
};

// Who is registered: those named in confirmed groups, and of each group as many more as it has seats that nobody is
// named for. Somebody who was named twice under two ids has two seats, and is one.
CountedBySession registered(const std::vector<GroupThen>& groups, const std::vector<MemberThen>& members);

// At least: everybody known by id, or the fullest session, if that is more. At most: whoever has no name is somebody
// else at each session.
Eligible eligible_of(const CountedBySession& sessions);

// Whether positions of then mean the same now: no log has begun another life since. One of which nothing had been heard
// has none.
bool is_same_life(const Heard& then, const Heard& now);

// How many of those whom it counts now it did not count then.
std::int64_t late_count(const CountedBySession& then, const CountedBySession& now);

// Sheets for those who are expected, and a reserve for late comers: a fifth more, at least five.
std::int64_t sheets_for(std::int64_t expected);

}  // namespace opora::feedback
