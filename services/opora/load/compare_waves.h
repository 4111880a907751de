// What a round folder asks of its people, beside what the platform has of it. Pure but for the reading.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "opora/feedback/v1/feedback_service.pb.h"
#include "opora/load/compare.h"
#include "opora/load/waves_of_folder.h"

namespace opora::load {

struct StandingWaves {
  std::map<std::string, feedback::v1::Wave> waves;  // about the folder's rounds, by their ids
  // Of the folder's questionnaires, by id and version, in the one form in which they are kept.
  std::map<std::pair<std::string, std::int32_t>, std::string> questionnaires;
};

// Asks nothing where the folder has neither waves nor questionnaires. The first refusal ends it.
Result<StandingWaves> read_standing_waves(const WavesOfFolder& waves, const Query& query);

// Adds what of it is new, there, or can't go in, and the commands that bring it, after all that is to be done already.
// What was drafted stays as it is. Which answers are there nobody can tell: those of a wave that nobody can answer any
// more are taken to be.
void compare_waves(const WavesOfFolder& waves, const StandingWaves& standing, Comparison& comparison);

}  // namespace opora::load
