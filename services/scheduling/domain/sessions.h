// Sessions: what happens in one room, from one time on, for people who register. A plan is nobody else's business until
// it is published; published sessions of one room never overlap.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "platform/clock/clock.h"
#include "scheduling/domain/places.h"
#include "scheduling/domain/rounds.h"

namespace opora::scheduling {

// Numbered as in the contract: stores keep the number.
enum class SessionKind {
  workshop = 1,
  round_table = 2,
  master_class = 3,
  seminar = 4,
  training = 5,
  group_supervision = 6,
  individual_supervision = 7,
  occupational_therapy = 8,
  site_visit = 9,
  volunteer_action = 10,
};

// What a planner says.
struct SessionPlan {
  SessionId id;
  RoundId round;
  ProjectId project;
  RoomId room;
  SessionKind kind = SessionKind::workshop;
  LocalizedText title;
  std::string topic;
  std::string audience;
  std::string local_start;  // YYYY-MM-DDTHH:MM, in the site's zone
  std::chrono::minutes duration{0};
  std::int32_t capacity = 0;           // people; zero means nobody
  std::string local_registration_end;  // as local_start
  bool operator==(const SessionPlan&) const = default;
};

// A plan, and what follows from it.
struct Session {
  SessionPlan plan;
  SiteId site;
  std::string time_zone;  // the site's when it was planned
  Instant starts_at;
  Instant registration_ends_at;
  bool published = false;

  Instant ends_at() const { return starts_at + plan.duration; }
  bool operator==(const Session&) const = default;
};

// A published session's hold on its room: from its start up to, but not including, its end.
struct Booking {
  Instant starts_at;
  Instant ends_at;
};

struct SessionPublished {
  Session session;
  RegionId region;
  bool operator==(const SessionPublished&) const = default;
};

// The session as it is then: `known` itself when it was planned like this before. `site` is the room's.
// Refused with PROJECT_NOT_IN_ROUND, ROOM_OUTSIDE_ROUND, CAPACITY_LARGER_THAN_ROOM, LOCAL_TIME_SKIPPED,
// CLOSES_AFTER_START or ID_TAKEN.
Result<Session> decide(const std::optional<Session>& known, const SessionPlan& plan, const Round& round,
                       const Room& room, const Site& site, ActsFor planner);

// `last_before_end` is the published session of the same room that starts last among those which start before this one
// ends. No earlier one need be looked at: published sessions of a room don't overlap, so none of them ends later than
// it does. Refused with ROOM_DOUBLE_BOOKED, and with ROOM_OUTSIDE_ROUND if it was planned before rounds named regions.
Result<Events<SessionPublished>> publish(const Session& session, const Round& round, const Site& site,
                                         ActsFor planner, const std::optional<Booking>& last_before_end);

Session fold(Session session, const Events<SessionPublished>& events);

}  // namespace opora::scheduling
