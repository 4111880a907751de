#include "opora/load/tests/replayed_seats.h"

#include <algorithm>
#include <utility>

#include "opora/load/tests/edited_folder.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/dates/time_zone.h"

namespace opora::load {
namespace {

namespace r = registration::v1;
namespace s = scheduling::v1;

// The message, if it is of that type.
template <class Message>
const Message* is(const google::protobuf::Message& message) {
  return dynamic_cast<const Message*>(&message);
}

}  // namespace

void ReplayedSeats::hear(const google::protobuf::Message& accepted, Instant now) {
  if (!hear_of_session(accepted, now)) hear_of_group(accepted, now);
}

bool ReplayedSeats::hear_of_session(const google::protobuf::Message& accepted, Instant now) {
  if (const auto* planned = is<s::PlanSessionRequest>(accepted))
    plan(planned->session_id(), planned->capacity(), planned->local_start(), now);
  else if (const auto* moved = is<s::MoveSessionRequest>(accepted))
    plan(moved->session_id(), moved->capacity(), moved->local_start(), now);
  else if (const auto* resized = is<s::ChangeCapacityRequest>(accepted)) {
    Desk& desk = desks_.at(resized->session_id());
    desk.capacity = resized->capacity();
    seat_the_first(desk, now);
  } else {
    return false;
  }
  return true;
}

void ReplayedSeats::hear_of_group(const google::protobuf::Message& accepted, Instant now) {
  std::string changed;
  if (const auto* registered = is<r::RegisterGroupRequest>(accepted)) {
    enter(registered->session_id(), {registered->group_id(), registered->head_count()},
          registered->late_entry() && !registered->in_order_of_arrival(), now);
  } else if (const auto* grown = is<r::ChangeHeadCountRequest>(accepted)) {
    change(changed = grown->group_id(), grown->head_count(), grown->waiting_group_id());
  } else if (const auto* left = is<r::CancelMembersRequest>(accepted)) {
    take_out(changed = left->group_id(), left->person_ids_size() + left->unnamed_count());
  } else if (const auto* cancelled = is<r::CancelGroupRequest>(accepted)) {
    set(changed = cancelled->group_id(), PartyStanding::cancelled);
  } else if (const auto* passed = is<r::PassOverWaitlistRequest>(accepted)) {
    set(passed->group_id(), PartyStanding::seated);
  }
  if (!changed.empty()) seat_the_first(desk_of(changed), now);
}

void ReplayedSeats::plan(const std::string& session, int capacity, const std::string& local_start, Instant now) {
  Desk& desk = desks_[session];
  desk.capacity = capacity;
  desk.starts_at = instant_of(local_start, kZoneOfFolder).value();
  seat_the_first(desk, now);
}

void ReplayedSeats::enter(const std::string& session, Party party, bool passes_when_begun, Instant now) {
  if (has_group(party.id)) return;
  sessions_[party.id] = session;
  Desk& desk = desks_.at(session);
  const bool passes = passes_when_begun && now >= desk.starts_at;
  const bool fits = party.heads <= free_seats(desk);
  party.standing = fits && (passes || !somebody_waits(desk)) ? PartyStanding::seated : PartyStanding::waiting;
  desk.parties.push_back(std::move(party));
}

void ReplayedSeats::change(const std::string& group, int heads, const std::string& part) {
  if (has_group(part)) return;
  Desk& desk = desk_of(group);
  Party& party = party_of(desk, group);
  const int more = heads - party.heads;
  const bool is_seated = party.standing == PartyStanding::seated;
  const bool has_place = is_seated ? !somebody_waits(desk) && more <= free_seats(desk)
                                   : is_last_of_waitlist(desk, party);
  if (more <= 0 || has_place) {
    party.heads = heads;
  } else if (!part.empty()) {
    sessions_[part] = sessions_.at(group);
    desk.parties.push_back({part, more, PartyStanding::waiting});
  }
}

void ReplayedSeats::take_out(const std::string& group, int heads) { party_of(desk_of(group), group).heads -= heads; }

void ReplayedSeats::set(const std::string& group, PartyStanding standing) {
  party_of(desk_of(group), group).standing = standing;
}

ReplayedSeats::Party& ReplayedSeats::party_of(Desk& desk, const std::string& group) {
  return *std::ranges::find(desk.parties, group, &Party::id);
}

int ReplayedSeats::free_seats(const Desk& desk) {
  int free = desk.capacity;
  for (const Party& each : desk.parties)
    if (each.standing == PartyStanding::seated) free -= each.heads;
  return free;
}

bool ReplayedSeats::somebody_waits(const Desk& desk) {
  return std::ranges::find(desk.parties, PartyStanding::waiting, &Party::standing) != desk.parties.end();
}

bool ReplayedSeats::is_last_of_waitlist(const Desk& desk, const Party& party) {
  const Party* last = nullptr;
  for (const Party& each : desk.parties)
    if (each.standing == PartyStanding::waiting) last = &each;
  return last == &party;
}

void ReplayedSeats::seat_the_first(Desk& desk, Instant now) {
  if (now >= desk.starts_at) return;
  for (Party& each : desk.parties) {
    if (each.standing != PartyStanding::waiting) continue;
    if (each.heads > free_seats(desk)) return;
    each.standing = PartyStanding::seated;
  }
}

std::vector<std::string> ReplayedSeats::seats(const std::string& session) const {
  const Desk& desk = desks_.at(session);
  std::vector<std::string> lines;
  int waiting_groups = 0, waiting_heads = 0;
  for (const Party& each : desk.parties) {
    const bool waits = each.standing == PartyStanding::waiting;
    if (waits) {
      ++waiting_groups;
      waiting_heads += each.heads;
    }
    lines.push_back(line_of_group(each.id, each.standing, each.heads, waits ? waiting_groups : 0));
  }
  lines.insert(lines.begin(),
               line_of_session(desk.capacity, desk.capacity - free_seats(desk), waiting_groups, waiting_heads));
  return lines;
}

std::string line_of_session(int capacity, int taken, int waiting_groups, int waiting_heads) {
  return std::to_string(taken) + " of " + std::to_string(capacity) + " seats, " + std::to_string(waiting_groups) +
         " groups of " + std::to_string(waiting_heads) + " wait";
}

// How many a cancelled group would have had, nobody asks.
std::string line_of_group(const std::string& id, PartyStanding standing, int heads, int place) {
  if (standing == PartyStanding::cancelled) return id + " is cancelled";
  const std::string people = id + ", " + std::to_string(heads) + " people, ";
  return standing == PartyStanding::seated ? people + "has its seats" : people + "is number " + std::to_string(place);
}

}  // namespace opora::load
