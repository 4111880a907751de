#include "registration/domain/seats.h"

#include <algorithm>

namespace opora::registration {
namespace {

constexpr std::chrono::minutes kAskAgainAfter{1};  // somebody has to confirm the time first

void fold_one(Seats& seats, const GroupConfirmed& event) {
  seats.confirmed_count += event.head_count;
  if (!event.promoted) {
    seats.arrival_count = event.arrival;
    return;
  }
  --seats.waiting_count;
  seats.waiting_head_count -= event.head_count;
  if (!event.passed_over_waitlist) seats.waiting_from = event.arrival + 1;
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

void add_heads(Seats& seats, bool waits, int more) {
  (waits ? seats.waiting_head_count : seats.confirmed_count) += more;
}

void fold_one(Seats& seats, const GroupHeadCountChanged& event) {
  add_heads(seats, event.waits, event.head_count - event.before);
}

void fold_one(Seats& seats, const GroupMembersCancelled& event) {
  add_heads(seats, event.waits, event.head_count - event.before);
}

void fold_one(Seats& seats, const RegistrationEnded&) { seats.ended = true; }

void fold_one(Seats& seats, const RegistrationReopened& event) {
  seats.ended = false;
  seats.open_until = event.until;
}

template <class Other>
void fold_one(Seats&, const Other&) {}

// Whoever waits where the session has begun waits for good, and whoever is passed over stays so.
tl::unexpected<Error> clock_not_confirmed() {
  Error error{Code::unavailable, "CLOCK_NOT_CONFIRMED",
              "Others wait, and nobody can say whether the session has begun, so that a late entry gets the free "
              "seats: nothing confirms the server's clock since its machine was started. Nothing was changed. Once the "
              "time is confirmed (opora clock confirm), send the same again."};
  error.retry_after = kAskAgainAfter;
  return tl::unexpected(std::move(error));
}

}  // namespace

Instant end_of_registration(const Session& session, const Seats& seats) {
  return seats.open_until.value_or(session.registration_ends_at);
}

bool is_open(const Session& session, const Seats& seats, Instant now) {
  return !session.cancelled && !seats.ended && now < end_of_registration(session, seats);
}

Result<Events> decide_seats(const Session& session, const Seats& seats, const RegisterGroup& command, Instant now) {
  TRY_DO(check_held(session));
  if (!command.late_entry && !is_open(session, seats, now))
    return refuse(Code::conflict, "REGISTRATION_CLOSED",
                  "Registration for this session is over. Ask the region's coordinator.");
  if (command.head_count > session.capacity)
    return refuse(Code::invalid, "GROUP_LARGER_THAN_ROOM",
                  "The session has fewer seats than the group has people, so it can never hold all of them. Register a "
                  "smaller group.");

  // A waiting group is never overtaken, even by one small enough to fit, as long as it can still move up.
  const bool nobody_waits = seats.waiting_count == 0;
  const int free = seats.free(session);
  const bool fits = command.head_count <= free;
  const bool may_pass_over = seats.waiting_count > 0 && fits && command.late_entry && !command.in_order_of_arrival;
  if (may_pass_over && command.is_start_in_doubt) return clock_not_confirmed();
  const bool passes_over = may_pass_over && !session.promotes(now);
  const std::int64_t arrival = seats.arrival_count + 1;
  if ((nobody_waits && fits) || passes_over)
    return Events{GroupConfirmed{command.group, command.session, command.organisation, command.head_count,
                                 /*promoted=*/false, arrival, passes_over, people_of(command.members)}};
  return Events{GroupWaitlisted{command.group, command.session, command.organisation, command.head_count,
                                seats.waiting_count + 1, arrival, people_of(command.members)}};
}

int seats_to_fill(const Session& session, const Seats& seats, Instant now) {
  if (seats.waiting_count == 0 || !session.promotes(now)) return 0;
  return std::max(0, seats.free(session));
}

bool is_start_in_doubt(const Session& session, Instant now, Instant confirmed) {
  return !session.promotes(now) && session.promotes(confirmed);
}

Events decide_filling(int free_count, std::span<const Group> front) {
  Events events;
  for (const Group& group : front) {
    if (group.head_count > free_count) break;
    free_count -= group.head_count;
    events.push_back(
        GroupConfirmed{group.id, group.session, group.organisation, group.head_count, true, group.arrival, false, {},
                       {}, group.change_count});
  }
  return events;
}

int seats_owed(int free_count, const Events& filling) {
  if (filling.size() < kPromotedAtOnce) return 0;
  for (const Event& event : filling) free_count -= std::get<GroupConfirmed>(event).head_count;
  return free_count;
}

Events decide_end(const Session& session, const Seats& seats, Instant now) {
  if (is_open(session, seats, now) || seats.ended) return {};
  return {RegistrationEnded{session.id, seats.confirmed_count, seats.waiting_head_count}};
}

Events decide_opening_again(const Session& session, const Seats& seats, Instant now) {
  const Instant end = end_of_registration(session, seats);
  if (session.cancelled || !seats.ended || now >= end) return {};
  return {RegistrationReopened{session.id, end}};
}

Result<Events> decide_reopening(const Session& session, const Seats& seats, std::optional<Instant> until, Instant now) {
  TRY_DO(check_held(session));
  if (now >= session.starts_at)
    return refuse(Code::conflict, "SESSION_BEGUN",
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
  for (const Event& event : events) {
    std::visit([&seats](const auto& fact) { fold_one(seats, fact); }, event);
    seats.kept_count = std::min(seats.kept_count, seats.confirmed_count);
  }
  return seats;
}

}  // namespace opora::registration
