// What other services have told: where people are registered, and where they came. Ids and counts, no names.
//
// Each is kept as it was told, beside the event's position in its log: who could have answered a wave is counted by
// what had been heard then, and the doctor counts it again.
#pragma once

#include <cstdint>

#include "feedback/domain/ids.h"

namespace opora::feedback {

struct Round {
  RoundId id;
  bool operator==(const Round&) const = default;
};

// A project shares a round.
struct RoundProject {
  RoundId round;
  ProjectId project;
  bool operator==(const RoundProject&) const = default;
};

// A round is held in a region, whose coordinators look after its waves.
struct RoundRegion {
  RoundId round;
  RegionId region;
  bool operator==(const RoundRegion&) const = default;
};

// Positions are those of scheduling's log.
struct Session {
  SessionId id;
  RoundId round = {};
  ProjectId project = {};
  std::int64_t published_position = 0;
  std::int64_t cancelled_position = 0;  // 0: it is held
  bool operator==(const Session&) const = default;
};

// In the order in which a group can pass through them: it never goes back.
enum class Standing { waiting = 1, confirmed = 2, cancelled = 3 };

// A group's seats, by one of its changes. Of what was told of a group the furthest standing holds, and the head count
// of its last change. Positions here and below are those of registration's log.
struct GroupTold {
  GroupId group;
  std::int32_t change = 0;
  Standing standing = Standing::waiting;
  SessionId session = {};
  std::int32_t head_count = 0;
  std::int64_t position = 0;
  bool operator==(const GroupTold&) const = default;
};

// A person was named in a group, or left it. The last change holds, and who is named by the one by which they left is
// in it again.
struct MemberTold {
  GroupId group;
  PersonId person;
  std::int32_t change = 0;
  bool has_left = false;
  std::int64_t position = 0;
  bool operator==(const MemberTold&) const = default;
};

// A person came to a session, if the last change is even; else that was taken back.
struct AttendanceTold {
  SessionId session;
  PersonId person;
  std::int32_t change = 0;
  std::int64_t position = 0;
  bool operator==(const AttendanceTold&) const = default;
};

// So many came with an organisation whom nobody knows by name; the last change holds.
struct UnnamedTold {
  SessionId session;
  OrganisationId organisation;
  std::int32_t change = 0;
  std::int32_t person_count = 0;
  std::int64_t position = 0;
  bool operator==(const UnnamedTold&) const = default;
};

// An id is one person's with another, or, where none is kept, its own again. The last change holds.
struct MergeTold {
  PersonId person;
  std::int32_t change = 0;
  PersonId kept = {};
  std::int64_t position = 0;
  bool operator==(const MergeTold&) const = default;
};

}  // namespace opora::feedback
