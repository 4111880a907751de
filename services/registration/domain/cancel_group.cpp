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

GroupCancellation decide(const CancelGroupFacts& facts, const Group& cancelled, Instant now) {
  const auto& [session, seats, front] = facts;
  if (cancelled.status == GroupStatus::cancelled) return {};
  Events events{departure(cancelled)};
  std::ranges::move(decide_filling(session, fold(seats, events), front, now), std::back_inserter(events));
  const int promoted_count = static_cast<int>(events.size()) - 1;
  // Too late for anybody to move up, by this hour; should it be a wrong one, a timer knows, since it waits for a time
  // that is confirmed.
  const bool passed_over = seats.waiting_count > 0 && !session.promotes(now);
  return {std::move(events), promoted_count, passed_over || promoted_count == kPromotedAtOnce};
}

}  // namespace opora::registration
