// The race: clients who all want seats of the same sessions, while replicas are killed, all of them at times, and
// paused for longer than PostgreSQL lets a writer stand still.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace opora::testing {

struct RaceOptions {
  int wave_count = 1;  // each of kSessionsInWave sessions and one killing or more
  int pause_count = 0;  // in as many waves a replica is paused as well
  std::uint64_t seed = 1;
  std::string planted_bug;  // in the platform; "" for none
};

struct RaceFigures {
  int history_count = 0;
  int operation_count = 0;
  int kill_count = 0;   // of a replica under load
  int pause_count = 0;
  int lost_count = 0;   // answers that never came, so that a request was sent again
  int internal_count = 0;  // answers that blame the platform itself
  int open_count = 0;   // operations that never settled
};

constexpr int kSessionsInWave = 16;
constexpr int kRacers = 64;

// Where a run's histories are kept until the next one: beside this program, for whoever wants to judge them again with
// the checker there.
std::filesystem::path histories_file(const std::string& run);

// Runs it, and writes the histories.
RaceFigures run_race(const RaceOptions& options, const std::filesystem::path& histories);

// What the checker says about the histories, as its exit code; it prints why. Unknown: it needed too long for one.
enum class Verdict { linearizable = 0, violated = 1, unknown = 3 };
Verdict judge(const std::filesystem::path& histories);

}  // namespace opora::testing
