// What registration has heard of a session: facts of scheduling's, who alone changes them.
#pragma once

#include <chrono>
#include <string>

#include "platform/clock/clock.h"
#include "platform/result/result.h"
#include "registration/domain/ids.h"

namespace opora::registration {

struct Session {
  SessionId id;
  RegionId region;
  int capacity = 0;  // zero means nobody
  Instant starts_at;
  Instant registration_ends_at;
  std::string on_date;  // the day it starts, in its own zone
  bool cancelled = false;
  int largest_capacity = 0;  // that it has had

  // Doors open early; whatever is scanned or confirmed before that is of another time or another session.
  Instant doors_open_at() const { return starts_at - std::chrono::hours(3); }

  // When it counts as over, since nobody has told how long it lasts: the hour until which scans count by themselves.
  Instant over_at() const { return starts_at + std::chrono::hours(12); }

  // Freed seats go to the waitlist until the session starts: afterwards nobody would hear of it in time.
  bool promotes(Instant now) const { return !cancelled && now < starts_at; }
};

// Refused with SESSION_CANCELLED: nobody registers for what is not held, and nobody has been there.
Result<void> check_held(const Session& session);

}  // namespace opora::registration
