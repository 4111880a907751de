#include "linearizability/race.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#include <sys/wait.h>

#include "linearizability/racing_client.h"

namespace opora::testing {
namespace {

// A writer may stand still in a transaction for 2 s.
constexpr std::chrono::seconds kPause{3};
// Each client's first registration gives an answer, so a wave has no fewer.
constexpr int kAnswersInWave = kSessionsInWave * kRacers;
constexpr int kParties = 8;  // with 4, some histories take the checker seconds
constexpr std::array kCapacities = {3, 4, 5, 6, 6, 40};
constexpr std::array kCancelPercents = {30, 60, 90};

template <class Values>
int one_of(const Values& values, Dice& dice) {
  return values[static_cast<std::size_t>(roll(dice, 0, static_cast<int>(values.size()) - 1))];
}

class Race {
 public:
  Race(const RaceOptions& options, const std::filesystem::path& histories)
      : options_(options), dice_(options.seed), replicas_(options.planted_bug), history_(histories) {}

  RaceFigures run() {
    std::vector<int> capacities;
    for (int i = 0; i < options_.wave_count * kSessionsInWave; ++i) capacities.push_back(one_of(kCapacities, dice_));
    const auto sessions = replicas_.publish(capacities);
    for (int wave = 0; wave < options_.wave_count; ++wave) {
      std::vector<std::unique_ptr<Contest>> contests;
      for (int i = 0; i < kSessionsInWave; ++i) {
        const auto at = static_cast<std::size_t>(wave * kSessionsInWave + i);
        auto contest = std::make_unique<Contest>();
        contest->session = sessions[at];
        contest->capacity = capacities[at];
        contest->cancel_percent = one_of(kCancelPercents, dice_);
        contests.push_back(std::move(contest));
      }
      run_wave(wave, contests);
    }
    figures_.history_count = static_cast<int>(sessions.size());
    figures_.operation_count = history_.count();
    figures_.lost_count = tally_.lost_count;
    figures_.internal_count = tally_.internal_count;
    figures_.open_count = history_.open_count();
    return figures_;
  }

 private:
  // All clients go through all sessions, in parties that begin at different ones. Were all 64 in one session at the
  // same moment, no checker could try all orders in which they may have been served.
  void run_wave(int wave, const std::vector<std::unique_ptr<Contest>>& contests) {
    const int before = tally_.answer_count;
    std::vector<std::thread> clients;
    for (int number = 0; number < kRacers; ++number)
      clients.emplace_back([&, number, seed = dice_()] {
        RacingClient client(number, seed, replicas_, history_, tally_);
        const int first = number % kParties * (kSessionsInWave / kParties);
        for (int i = 0; i < kSessionsInWave; ++i)
          client.race(*contests[static_cast<std::size_t>((first + i) % kSessionsInWave)]);
      });
    disturb(wave, before);
    for (std::thread& each : clients) each.join();
  }

  // In every fourth wave everybody dies at once, in the others one of them does; and in some a replica stands still.
  void disturb(int wave, int before) {
    wait_for_answers(before + roll(dice_, 20, kAnswersInWave / 2));
    const int victim = roll(dice_, 0, kReplicaCount - 1);
    if (wave % 4 == 3) {
      for (int i = 0; i < kReplicaCount; ++i) kill(i);
      for (int i = 0; i < kReplicaCount; ++i) replicas_.start(i);
    } else {
      kill(victim);
      replicas_.start(victim);
    }
    if (wave >= options_.pause_count) return;
    wait_for_answers(before + roll(dice_, kAnswersInWave / 2, kAnswersInWave));
    pause(roll(dice_, 0, kReplicaCount - 1));
  }

  void wait_for_answers(int count) {
    for (int now = tally_.answer_count; now < count; now = tally_.answer_count) tally_.answer_count.wait(now);
  }

  void kill(int replica) {
    replicas_.kill(replica);
    ++figures_.kill_count;
  }

  void pause(int replica) {
    replicas_.pause(replica);
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable never;
    never.wait_for(lock, kPause, [] { return false; });
    replicas_.resume(replica);
    ++figures_.pause_count;
  }

  const RaceOptions options_;
  Dice dice_;
  Replicas replicas_;
  History history_;
  Tally tally_;
  RaceFigures figures_;
};

}  // namespace

std::filesystem::path histories_file(const std::string& run) {
  return std::filesystem::canonical("/proc/self/exe").parent_path() / (run + ".histories");
}

RaceFigures run_race(const RaceOptions& options, const std::filesystem::path& histories) {
  const RaceFigures figures = Race(options, histories).run();
  std::cout << "seed " << options.seed << ": " << figures.history_count << " histories of " << kRacers << " clients, "
            << figures.operation_count << " operations, " << figures.kill_count << " kills, " << figures.pause_count
            << " pauses, " << figures.lost_count << " answers lost (" << figures.internal_count << " internal), "
            << figures.open_count << " never settled; in " << histories.string() << std::endl;
  return figures;
}

Verdict judge(const std::filesystem::path& histories) {
  const std::string command = OPORA_SEATS_CHECKER " '" + histories.string() + "'";
  const int status = std::system(command.c_str());
  for (const Verdict verdict : {Verdict::linearizable, Verdict::violated, Verdict::unknown})
    if (WIFEXITED(status) && WEXITSTATUS(status) == static_cast<int>(verdict)) return verdict;
  throw std::runtime_error("the checker could not judge");
}

}  // namespace opora::testing
