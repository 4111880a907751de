// A wave: one time at which people are asked. Up to three make a series, in which the same people are asked, by sheets
// that have a token for each. What a series drafts stays, so that nobody looks for what they would like to find.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "feedback/domain/ids.h"
#include "platform/clock/clock.h"

namespace opora::feedback {

// Fewer answers are destroyed unopened: each would be guessed.
inline constexpr std::int64_t kAnswersMin = 10;

enum class Moment { unspecified = 0, before = 1, after = 2, follow_up = 3 };

enum class WaveStatus {
  draft = 1,      // its keepers have not both confirmed
  scheduled = 2,  // it opens by itself
  answering = 3,
  closed = 4,     // late scans may still arrive
  counted = 5,    // a keeper can open it
  opened = 6,
  destroyed = 7,  // too few had answered
  lost = 8,       // both passphrases were
};

// What is asked about: a round, or one project or session of it.
struct Subject {
  RoundId round;
  ProjectId project = {};  // empty: all
  SessionId session = {};  // likewise
  bool operator==(const Subject&) const = default;
};

// The one scale and pair of waves of which "lower" or "higher" is said; without a scale: none.
struct PrimaryPair {
  std::string scale;
  Moment from = Moment::unspecified;
  Moment to = Moment::unspecified;
  bool operator==(const PrimaryPair&) const = default;
};

struct PartitionGroup {
  std::string code;
  std::vector<std::string> options;
  bool operator==(const PartitionGroup&) const = default;
};
using PartitionGroups = std::vector<PartitionGroup>;

// The one question by whose answers groups are shown; without one: none. Without groups each option is one.
struct Partition {
  std::string question;
  PartitionGroups groups = {};
  bool operator==(const Partition&) const = default;
};

// A secret that only its keepers can use, sealed to each of them: base64url; empty once it is destroyed.
struct SealedForKeepers {
  std::string first;
  std::string second;
  bool operator==(const SealedForKeepers&) const = default;
};

struct Series {
  SeriesId id;
  Subject about;
  std::string time_zone;
  std::chrono::hours grace{48};  // for so long after closing what is told late counts
  PrimaryPair primary = {};
  Partition partition = {};
  bool entered_afterwards = false;  // from paper: it opens at once, and closes when somebody says so
  std::string drafted_by;           // the subject of a token
  Instant drafted_at;
  std::int64_t sheet_count = 0;
  SealedForKeepers link_key = {};  // what link codes are hashed with
  bool operator==(const Series&) const = default;
};

// By which events of the two logs people were counted.
struct Heard {
  std::string scheduling_epoch;
  std::int64_t scheduling_position = 0;
  std::string registration_epoch;
  std::int64_t registration_position = 0;
  bool operator==(const Heard&) const = default;
};

// How many could have answered. Between the two lies how many they are: of people without names nobody knows whether
// they are the same at several sessions.
struct Eligible {
  std::int64_t at_least = 0;
  std::int64_t at_most = 0;
  Heard heard = {};
  bool operator==(const Eligible&) const = default;
};

struct Wave {
  WaveId id;
  SeriesId series;
  Moment moment = Moment::before;
  std::int32_t months_later = 0;  // of a follow-up
  std::string questionnaire;      // its id
  std::int32_t version = 1;
  std::string opens_local;    // in the series' zone, YYYY-MM-DDTHH:MM
  std::string reminds_local;  // may be empty
  std::string closes_local;
  Instant opens_at;
  Instant reminds_at;  // 0 without a reminder
  Instant closes_at;
  WaveStatus status = WaveStatus::draft;
  std::string public_key = {};  // that answers are sealed to; base64url; empty while it is a draft
  SealedForKeepers private_key = {};
  Instant closed_at = {};           // when it really closed
  std::int64_t answered_count = 0;  // once it closed; 0 where too few answered
  std::optional<Eligible> eligible = {};
  OpeningId opening = {};  // the opening under way, or the one that was finished
  std::string opened_by = {};
  Instant opened_at = {};
  std::int64_t unreadable_count = 0;
  bool operator==(const Wave&) const = default;
};

// Whether nothing will come of it any more: its answers are opened, or gone.
bool is_over(const Wave& wave);
// Whether nobody has answered it, as far as its status tells.
bool is_before_answers(const Wave& wave);
// Whether anybody can still come to answer it: sheets have tokens of such waves alone.
bool takes_answers_yet(const Wave& wave);

// The wave that a series asks at a moment; null if there is none.
const Wave* wave_at(std::span<const Wave> waves, Moment moment);

}  // namespace opora::feedback
