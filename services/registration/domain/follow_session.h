// How what registration keeps of a session follows scheduling, who has moved it, made it smaller or larger, or called
// it off. A fact can't be refused: nobody loses a seat by one.
#pragma once

#include <optional>

#include "registration/domain/events.h"
#include "registration/domain/group.h"
#include "registration/domain/seats.h"
#include "registration/domain/session.h"

namespace opora::registration {

// The session as it is now said to be, with what is kept of how it was.
Session follow(const std::optional<Session>& before, Session now);

// Its seats: those taken stay so, however many there are.
Seats keep_seats(Seats seats, const Session& now);

// And once it was moved for the n-th time: registration ends when the session says, even if it was open for longer, if
// that is another time than before. Heard again, it changes nothing.
Seats follow_move(Seats seats, const std::optional<Session>& before, const Session& now, int version);

// And once it is for more or fewer people.
Seats follow_capacity(Seats seats, const Session& now, int version);

// Whether what is said is the last that they follow; its publication has the version 0. A rebuild tells the session's
// changes from the beginning: no timer goes by one that others came after, for it may run before they are told.
bool is_latest(const Seats& seats, int version);

// Whether registration that had ended may be open by the move: a timer knows, by the hour that it is then.
bool may_open_again(const Seats& before, const Seats& following);

// Whether somebody may move up, by a timer.
bool may_move_up(const Seats& seats, const Session& now);

// Ends the waiting of those who wait for what is not held.
Events decide_ending(std::span<const Group> waiting);

}  // namespace opora::registration
