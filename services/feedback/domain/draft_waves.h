// Drafting a series of waves: everything that stands against it, in the order in which it is said.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "feedback/domain/facts.h"
#include "feedback/domain/keeper.h"
#include "feedback/domain/wave.h"
#include "platform/result/result.h"

namespace opora::feedback {

// What is asked for. Of its waves the times are local, and say no instants yet.
struct DraftWaves {
  Series series;
  std::vector<Wave> waves;
  std::vector<std::string> keepers;
};

// Of a version of a questionnaire, what a draft goes by.
struct AskedVersion {
  std::string questionnaire;
  std::int32_t version = 1;
  std::set<std::string> scales;
  std::map<std::string, std::set<std::string>> single_choices;  // codes of the options, by the question's id
};

// What is known when the command comes.
struct DraftWavesFacts {
  std::optional<Series> known;     // what is under the id already
  std::vector<Wave> known_waves;   // of the series, and whatever is under the waves' ids
  std::set<ProjectId> projects;    // of the round
  std::optional<Session> session;  // the one that is asked about
  std::vector<AskedVersion> asked;
  Instant now;
};

struct DraftedWaves {
  Series series;
  std::vector<Wave> waves;  // by when they open
  std::vector<Keeper> keepers;
};

// The series; nothing where it was drafted like this before. Refused with
//   ID_TAKEN
//   PROJECT_NOT_IN_ROUND, UNKNOWN_SESSION (it isn't published), SESSION_OUTSIDE_ROUND
//   TWO_KEEPERS_NEEDED
//   WAVE_TWICE, MOMENT_TWICE, MONTHS_LATER_WRONG
//   UNKNOWN_TIME_ZONE, LOCAL_TIME_SKIPPED, CLOSES_BEFORE_IT_OPENS, REMINDS_OUTSIDE_WAVE, CLOSES_IN_THE_PAST,
//   WAVES_OUT_OF_ORDER
//   PRIMARY_PAIR_WRONG, PRIMARY_SCALE_NOT_ASKED
//   PARTITION_WRONG
Result<std::optional<DraftedWaves>> decide(const DraftWavesFacts& facts, DraftWaves command);

}  // namespace opora::feedback
