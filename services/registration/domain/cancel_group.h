// Cancelling a group: it goes as a whole, and its seats become free (domain/freed_seats.h).
#pragma once

#include "registration/domain/events.h"
#include "registration/domain/group.h"

namespace opora::registration {

// Cancels the group; nothing if it was cancelled before.
Events decide_cancellation(const Group& group, const Why& why);

}  // namespace opora::registration
