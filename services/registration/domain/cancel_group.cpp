#include "registration/domain/cancel_group.h"

#include <algorithm>
#include <iterator>

namespace opora::registration {
namespace {

GroupCancelled departure(const Group& group) {
  const int freed = group.status == GroupStatus::confirmed ? group.head_count : 0;
  return {group.id, group.session, group.head_count, freed};
}

}  // namespace

int seats_to_fill(const Session& session, const Seats& seats, const Group& cancelled, Instant now) {
  return seats_to_fill(session, fold(seats, {departure(cancelled)}), now);
}

GroupCancellation decide(const CancelGroupFacts& facts, const Group& cancelled, Instant now, Instant confirmed) {
  const auto& [session, seats, front] = facts;
  if (cancelled.status == GroupStatus::cancelled) return {};
  Events events{departure(cancelled)};
  const int free_count = seats_to_fill(session, fold(seats, events), now);
  Events filling = decide_filling(free_count, front);
  const int promoted_count = static_cast<int>(filling.size());
  const int owed_count = seats_owed(free_count, filling);
  std::ranges::move(filling, std::back_inserter(events));
  if (owed_count > 0) return {std::move(events), promoted_count, Rest::moves_up, owed_count};
  const bool is_in_doubt = seats.waiting_count > 0 && is_start_in_doubt(session, now, confirmed);
  return {std::move(events), promoted_count, is_in_doubt ? Rest::may_move_up : Rest::none};
}

}  // namespace opora::registration
