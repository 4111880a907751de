#include "registration/domain/seats.h"

#include <algorithm>

namespace opora::registration {
namespace {

void fold_one(Seats& seats, const GroupConfirmed& event) {
  seats.confirmed_count += event.head_count;
  if (!event.promoted) {
    seats.arrival_count = event.arrival;
    return;
  }
  --seats.waiting_count;
  seats.waiting_head_count -= event.head_count;
  seats.waiting_from = event.arrival + 1;
}

void fold_one(Seats& seats, const GroupWaitlisted& event) {
  if (seats.waiting_count == 0) seats.waiting_from = event.arrival;
  ++seats.waiting_count;
  seats.waiting_head_count += event.head_count;
  seats.arrival_count = event.arrival;
}

void fold_one(Seats& seats, const GroupCancelled& event) {
  seats.confirmed_count -= event.freed_count;
  if (event.freed_count > 0) return;
  --seats.waiting_count;
  seats.waiting_head_count -= event.head_count;
}

void fold_one(Seats& seats, const RegistrationEnded&) { seats.ended = true; }

void fold_one(Seats& seats, const RegistrationReopened& event) {
  seats.ended = false;
  seats.open_until = event.until;
}

template <class Other>
void fold_one(Seats&, const Other&) {}

}  // namespace

Instant end_of_registration(const Session& session, const Seats& seats) {
  return seats.open_until.value_or(session.registration_ends_at);
}

bool is_open(const Session& session, const Seats& seats, Instant now) {
  return !seats.ended && now < end_of_registration(session, seats);
}

Result<Events> decide_seats(const Session& session, const Seats& seats, const RegisterGroup& command, Instant now) {
  if (!command.late_entry && !is_open(session, seats, now))
    return refuse(Code::conflict, "REGISTRATION_CLOSED",
                  "Registration for this session is over. Ask the region's coordinator.");
  if (command.head_count > session.capacity)
    return refuse(Code::invalid, "GROUP_LARGER_THAN_ROOM",
                  "The session has fewer seats than the group has people, so it can never hold all of them. Register a "
                  "smaller group.");

  // A waiting group is never overtaken, even by one small enough to fit, as long as it can still move up.
  const bool nobody_waits = seats.waiting_count == 0;
  const bool passes_over =
      seats.waiting_count > 0 && command.late_entry && !command.in_order_of_arrival && !session.promotes(now);
  const int free = seats.free(session);
  const std::int64_t arrival = seats.arrival_count + 1;
  if ((nobody_waits || passes_over) && command.head_count <= free)
    return Events{GroupConfirmed{command.group, command.session, command.organisation, command.head_count,
                                 /*promoted=*/false, arrival, passes_over, people_of(command.members)}};
  return Events{GroupWaitlisted{command.group, command.session, command.organisation, command.head_count,
                                seats.waiting_count + 1, arrival, people_of(command.members)}};
}

int seats_to_fill(const Session& session, const Seats& seats, Instant now) {
  if (seats.waiting_count == 0 || !session.promotes(now)) return 0;
  return std::max(0, seats.free(session));
}

Events decide_filling(const Session& session, const Seats& seats, std::span<const Group> front, Instant now) {
  Events events;
  int free = seats_to_fill(session, seats, now);
  for (const Group& group : front) {
    if (group.head_count > free) break;
    free -= group.head_count;
    events.push_back(
        GroupConfirmed{group.id, group.session, group.organisation, group.head_count, true, group.arrival});
  }
  return events;
}

Events decide_end(const Session& session, const Seats& seats, Instant now) {
  if (is_open(session, seats, now) || seats.ended) return {};
  return {RegistrationEnded{session.id, seats.confirmed_count, seats.waiting_head_count}};
}

Result<Events> decide_reopening(const Session& session, const Seats& seats, std::optional<Instant> until, Instant now) {
  if (now >= session.starts_at)
    return refuse(Code::conflict, "UNTIL_AFTER_START",
                  "The session has begun, so nobody registers for it any more. Enter groups as late entries. If it has "
                  "not, a clock is wrong: opora clock show tells.");
  if (!until && is_open(session, seats, now)) return Events{};
  const Instant end = until.value_or(session.registration_ends_at);
  if (end > session.starts_at)
    return refuse(Code::invalid, "UNTIL_AFTER_START",
                  "Registration can't go on after the session has begun. Choose an earlier time, or enter groups "
                  "afterwards as late entries.");
  if (end <= now)
    return refuse(Code::conflict, "UNTIL_PASSED",
                  "That time is over already. Choose a later one, before the session starts. If it is not over, a "
                  "clock is wrong: opora clock show tells.");
  if (is_open(session, seats, now) && end < end_of_registration(session, seats))
    return refuse(Code::conflict, "UNTIL_EARLIER",
                  "Registration is open for longer than that. What people were promised is not taken back.");
  if (is_open(session, seats, now) && end == end_of_registration(session, seats)) return Events{};
  return Events{RegistrationReopened{session.id, end}};
}

Seats fold(Seats seats, const Events& events) {
  for (const Event& event : events) std::visit([&seats](const auto& fact) { fold_one(seats, fact); }, event);
  return seats;
}

}  // namespace opora::registration
