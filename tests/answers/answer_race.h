// The race: people who have found each other's sheets all answer with the same tokens, on two replicas, while these are
// killed, by a signal or at a named step of writing. What becomes of each token is judged by what was opened.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace opora::testing {

struct AnswerRaceOptions {
  int token_count = 160;  // a multiple of 16
  int kill_count = 6;
  std::uint64_t seed = 1;
  std::string planted_bug = {};  // in feedback; "" for none
};

struct AnswerRaceFigures {
  int kill_count = 0;
  int told_count = 0;      // people who were told that their answers are recorded
  int lost_count = 0;      // answers of the platform that never came, so that the same was sent again
  int internal_count = 0;  // that blame the platform itself
  int open_count = 0;      // people who were never told anything
  std::vector<std::string> wrong;  // what is not as it should be; the first ones
};

constexpr int kAnswerRacers = 64;

AnswerRaceFigures run_answer_race(const AnswerRaceOptions& options);

}  // namespace opora::testing
