#include "registration/domain/follow_session.h"

#include <algorithm>

namespace opora::registration {

Session follow(const std::optional<Session>& before, Session now) {
  if (!before) return now;
  now.cancelled = now.cancelled || before->cancelled;
  now.largest_capacity = std::max({before->largest_capacity, before->capacity, now.capacity});
  return now;
}

Seats keep_seats(Seats seats, const Session& now) {
  seats.kept_count = seats.confirmed_count > now.capacity ? seats.confirmed_count : 0;
  return seats;
}

Seats follow_move(Seats seats, const std::optional<Session>& before, const Session& now, int version) {
  seats = keep_seats(std::move(seats), now);
  if (version <= seats.moved_version) return seats;
  seats.moved_version = version;
  if (seats.open_until) seats.open_until = std::min(*seats.open_until, now.starts_at);
  if (before && before->registration_ends_at == now.registration_ends_at) return seats;
  seats.open_until.reset();
  return seats;
}

Seats follow_capacity(Seats seats, const Session& now, int version) {
  seats = keep_seats(std::move(seats), now);
  seats.moved_version = std::max(seats.moved_version, version);
  return seats;
}

bool is_latest(const Seats& seats, int version) { return version >= seats.moved_version; }

bool may_open_again(const Seats& before, const Seats& following) {
  return following.ended && following.moved_version > before.moved_version;
}

bool may_move_up(const Seats& seats, const Session& now) { return seats.waiting_count > 0 && seats.free(now) > 0; }

Events decide_ending(std::span<const Group> waiting) {
  Events events;
  // Nobody has changed the group, so that it has seen as many changes as before.
  for (const Group& group : waiting)
    events.push_back(GroupCancelled{group.id, group.session, group.head_count, 0, {}, group.change_count});
  return events;
}

}  // namespace opora::registration
