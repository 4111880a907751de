#include "registration/domain/freed_seats.h"

#include <algorithm>
#include <iterator>

namespace opora::registration {

int seats_to_fill(const Session& session, const Seats& seats, const Events& change, Instant now) {
  return seats_to_fill(session, fold(seats, change), now);
}

FreedSeats decide_freed(const FreedSeatsFacts& facts, Events change, Instant now, Instant confirmed) {
  const auto& [session, seats, front] = facts;
  if (change.empty()) return {};
  Events events = std::move(change);
  const int free_count = seats_to_fill(session, seats, events, now);
  Events filling = decide_filling(free_count, front);
  const int promoted_count = static_cast<int>(filling.size());
  const int owed_count = seats_owed(free_count, filling);
  std::ranges::move(filling, std::back_inserter(events));
  if (owed_count > 0) return {std::move(events), promoted_count, Rest::moves_up, owed_count};
  const bool is_in_doubt = seats.waiting_count > 0 && is_start_in_doubt(session, now, confirmed);
  return {std::move(events), promoted_count, is_in_doubt ? Rest::may_move_up : Rest::none};
}

}  // namespace opora::registration
