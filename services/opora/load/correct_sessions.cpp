#include "opora/load/correct_sessions.h"

#include <algorithm>
#include <utility>

#include "opora/load/compare_parts.h"
#include "opora/load/correct_names.h"
#include "opora/load/list_reason.h"
#include "scheduling/domain/change_capacity.h"
#include "scheduling/domain/move_session.h"
#include "scheduling/domain/plan_session.h"
#include "scheduling/domain/rename_thing.h"

namespace opora::load {
namespace {

namespace v1 = scheduling::v1;
using scheduling::ActsFor;
using scheduling::SessionPlan;

// As a command leaves it that says all that one can.
SessionPlan corrected_plan(SessionPlan known, const SessionPlan& wanted) {
  known.room = wanted.room;
  known.local_start = wanted.local_start;
  known.duration = wanted.duration;
  known.capacity = wanted.capacity;
  known.local_registration_end = wanted.local_registration_end;
  known.title = wanted.title;
  return known;
}

bool is_elsewhere(const SessionPlan& known, const SessionPlan& wanted) {
  return known.room != wanted.room || known.local_start != wanted.local_start || known.duration != wanted.duration ||
         known.local_registration_end != wanted.local_registration_end;
}

// A language that the folder says nothing of stays, so a title without it is no title.
bool loses_a_language(const LocalizedText& known, const LocalizedText& wanted) {
  return std::ranges::any_of(known.by_language, [&](const auto& each) {
    return !wanted.by_language.contains(each.first);
  });
}

v1::MoveSessionRequest moving(const SessionPlan& wanted, const std::string& reason) {
  v1::MoveSessionRequest request;
  request.set_session_id(wanted.id.value);
  request.set_room_id(wanted.room.value);
  request.set_local_start(wanted.local_start);
  request.set_duration_minutes(static_cast<std::int32_t>(wanted.duration.count()));
  request.set_capacity(wanted.capacity);
  request.set_local_registration_end(wanted.local_registration_end);
  request.set_registrations(v1::REGISTRATIONS_KEEP);
  request.set_reason(reason);
  return request;
}

v1::ChangeCapacityRequest resizing(const SessionPlan& wanted, const std::string& reason) {
  v1::ChangeCapacityRequest request;
  request.set_session_id(wanted.id.value);
  request.set_capacity(wanted.capacity);
  request.set_reason(reason);
  return request;
}

}  // namespace

std::optional<SessionCorrection> correct_session(const SessionPlan& known, const SessionPlan& wanted,
                                                 const std::string& reason) {
  if (corrected_plan(known, wanted) != wanted || loses_a_language(known.title, wanted.title)) return std::nullopt;
  SessionCorrection correction;
  if (is_elsewhere(known, wanted))
    correction.move = moving(wanted, reason);
  else if (known.capacity != wanted.capacity)
    correction.capacity = resizing(wanted, reason);
  if (known.title != wanted.title)
    correction.title = renaming(v1::PlanSessionRequest::descriptor(), wanted.id.value, wanted.title, reason);
  return correction;
}

// The session once all of it was done; `last` is the one that has the room when it can't have it.
Result<scheduling::Session> Comparer::session_then(const scheduling::Session& known,
                                                   const SessionCorrection& correction, const BookedRoom*& last) {
  scheduling::Session then = known;
  if (correction.move) {
    const scheduling::MoveSession command = scheduling::from_proto(*correction.move);
    const scheduling::Room& room = rooms_[command.room];
    const scheduling::MoveSessionFacts facts{then, rounds_[then.plan.round], sites_[then.site], room,
                                             sites_[venues_[room.venue].site]};
    TRY(moved, scheduling::moved(facts, command, ActsFor::network));
    last = last_before(moved);
    const auto booking = last == nullptr ? std::nullopt : std::optional(last->booking);
    TRY(corrected, scheduling::decide(facts, moved, booking, command.reason));
    then = std::move(corrected.session);
  }
  if (correction.capacity) {
    TRY(resized, scheduling::decide(scheduling::ChangeCapacityFacts{then, rooms_[then.plan.room]},
                                    correction.capacity->capacity(), correction.capacity->reason()));
    then = std::move(resized.session);
  }
  if (correction.title) {
    TRY(renamed, scheduling::decide(then, scheduling::from_proto(*correction.title)));
    then = std::move(renamed.session);
  }
  return then;
}

// Puts right what the platform says otherwise of a session. False: another one has the room, which may leave it yet.
bool Comparer::corrects_session(const Command& command, const SessionPlan& wanted, bool is_last_look) {
  const scheduling::Session& known = standing_.sessions.at(wanted.id);
  std::vector<Change> changes = changes_of(known.plan, wanted);
  const auto correction = correct_session(known.plan, wanted, reason_of_list(list_));
  const bool is_unpublished = known.published && !published_.contains(wanted.id.value);
  if (is_unpublished) add_change(changes, "published", "yes", "no");
  if (!correction || is_unpublished) {
    refuse_changed(command, 0, changes);
    return true;
  }
  const BookedRoom* last = nullptr;
  auto then = session_then(known, *correction, last);
  if (!then) {
    if (then.error().reason == "ROOM_DOUBLE_BOOKED" && !is_last_look) return false;
    refuse_session(command, then.error(), rooms_[wanted.room], last, changes);
    return true;
  }
  const std::string chain = "sessions";  // one has the room that another one leaves, so all of them go one by one
  if (correction->move) correct(command, 0, chain, *correction->move);
  if (correction->capacity) correct(command, 0, chain, *correction->capacity);
  if (correction->title) correct(command, 0, chain, *correction->title);
  table(command).changed.add({command.lines.front(), row_key(command), std::move(changes)});
  if (known.published) {
    std::erase_if(bookings_[known.plan.room], [&](const BookedRoom& each) { return each.session == wanted.id; });
    book(*then);
  }
  sessions_[wanted.id] = *std::move(then);
  return true;
}

// Before new ones are planned, which may take the rooms that these leave.
void Comparer::correct_sessions(const Stage& stage) {
  std::vector<std::pair<const Command*, SessionPlan>> left;
  for (const Chain& chain : stage.chains)
    for (const Command& command : chain) {
      const auto request = as<v1::PlanSessionRequest>(command);
      if (!request) continue;
      SessionPlan wanted = scheduling::from_proto(*request);
      const auto known = standing_.sessions.find(wanted.id);
      if (known == standing_.sessions.end() || known->second.plan == wanted) continue;
      looked_at_.insert(wanted.id.value);
      left.emplace_back(&command, std::move(wanted));
    }
  for (bool is_last_look = false; !left.empty();) {
    const std::size_t before = left.size();
    std::erase_if(left, [&](const auto& each) { return corrects_session(*each.first, each.second, is_last_look); });
    is_last_look = left.size() == before;
  }
}

}  // namespace opora::load
