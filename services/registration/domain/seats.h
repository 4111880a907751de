// Seats: the rulebook of who gets one.
//   - Never more confirmed than the room holds; a room of zero holds nobody.
//   - A group is seated as a whole or waits as a whole, in order of arrival.
//   - A waiting group is never overtaken, even by one small enough to fit; but once the session has begun nobody moves
//     up any more, so a late entry gets the seats that are free, and is marked as one that passed the waitlist over.
//     Neither that nor to have waited can be undone, so it takes an hour that more than one clock tells.
//   - Until the session starts, a seat that becomes free goes to the head of the waitlist at once: as many groups move
//     up as go into one commit, and the next ones right after, by the same hour.
//   - Where a session becomes smaller than it has people, nobody loses a seat, and nobody else gets one.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "platform/clock/clock.h"
#include "platform/result/result.h"
#include "registration/domain/events.h"
#include "registration/domain/group.h"
#include "registration/domain/session.h"

namespace opora::registration {

// The state of a session's seats: small, since every registration for a hot session reads and writes it. The waitlist
// itself is never loaded whole.
struct Seats {
  SessionId session;
  int confirmed_count = 0;     // seats taken
  int waiting_count = 0;       // groups that wait
  int waiting_head_count = 0;  // people in them
  std::int64_t arrival_count = 0;  // the last number given in the order of arrival
  std::int64_t waiting_from = 0;   // no group that waits has a smaller number
  bool ended = false;              // RegistrationEnded was told
  std::optional<Instant> open_until = std::nullopt;  // once reopened; else the session says it
  int kept_count = 0;     // of the seats taken, while they are more than there are: as many as nobody loses
  int moved_version = 0;  // of the session's last move, or change of its capacity, that these follow
  bool operator==(const Seats&) const = default;

  int free(const Session& facts) const { return facts.capacity - confirmed_count; }
};

struct RegisterGroup {
  GroupId group;
  SessionId session;
  OrganisationId organisation;
  int head_count = 0;
  std::vector<Mention> members;
  bool late_entry = false;  // entered by a coordinator afterwards: the deadline isn't checked
  bool in_order_of_arrival = false;  // with others, as they once came: so nobody who waits is overtaken
  bool is_start_in_doubt = false;  // no clock that is confirmed says whether the session has begun
};

// When registration ends.
Instant end_of_registration(const Session& session, const Seats& seats);

// Whether anybody can register now.
bool is_open(const Session& session, const Seats& seats, Instant now);

// Confirms the group or lets it wait, whoever is in it. Refused with SESSION_CANCELLED, REGISTRATION_CLOSED,
// GROUP_LARGER_THAN_ROOM or, where it is for the hour to say whether a late entry passes over those who wait,
// CLOCK_NOT_CONFIRMED.
Result<Events> decide_seats(const Session& session, const Seats& seats, const RegisterGroup& command, Instant now);

// The seats that the waitlist may fill; 0 if nobody is promoted any more, or waits.
int seats_to_fill(const Session& session, const Seats& seats, Instant now);

// Whether the session has begun by this hour, and had not by the last one that was confirmed.
bool is_start_in_doubt(const Session& session, Instant now, Instant confirmed);

// How many groups move up in one commit; a timer goes on with the next ones.
constexpr int kPromotedAtOnce = 200;

// Seats that waiting groups are still to get, since they were free when it was decided, at that hour, that groups move
// up.
struct OwedSeats {
  int count = 0;
  Instant decided_at;
};

// Promotes those who fit into so many seats; `front` is the front of the waitlist, as far as the seats reach, or
// kPromotedAtOnce.
Events decide_filling(int free_count, std::span<const Group> front);

// How many seats the next ones may get, once these have moved up; 0 where there are no next ones: fewer than
// kPromotedAtOnce moved up, or all seats are taken.
int seats_owed(int free_count, const Events& filling);

// Ends registration, once, when its time has come.
Events decide_end(const Session& session, const Seats& seats, Instant now);

// Opens registration that has ended, if the session says by now that it ends later: it was moved.
Events decide_opening_again(const Session& session, const Seats& seats, Instant now);

// Opens registration until then; without a time, until the one that the session was published with. Nothing if it is
// open until then. Refused with SESSION_CANCELLED, SESSION_BEGUN, UNTIL_PASSED, UNTIL_AFTER_START or UNTIL_EARLIER.
Result<Events> decide_reopening(const Session& session, const Seats& seats, std::optional<Instant> until, Instant now);

// How the facts change the seats.
Seats fold(Seats seats, const Events& events);

}  // namespace opora::registration
