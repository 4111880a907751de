#include "answers/answer_race.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <thread>
#include <utility>

#include "answers/answer_replicas.h"

namespace opora::testing {
namespace {

namespace v1 = feedback::v1;
using Steady = std::chrono::steady_clock;

constexpr int kParties = 16;  // each of four, who want the same tokens in the same order
constexpr std::chrono::seconds kSettledWithin{60};
constexpr std::chrono::milliseconds kPatience{5'000};
constexpr int kImpatientPercent = 10;
constexpr std::size_t kWrongMax = 20;
constexpr std::array kSteps{"sealed.written", "sealed.committed", "sealed.answered"};

// One person's answers with one token, from the first time that they were sent.
struct Attempt {
  int token = 0;
  std::string words;
  Steady::time_point sent, told = {};
  bool is_recorded = false;  // as they were told
  std::string refusal = {};
};

bool is_open(const Error& error) {
  return error.code == Code::unavailable || error.code == Code::outcome_unknown || error.code == Code::deadline ||
         error.code == Code::overloaded || error.code == Code::internal;
}

class AnswerRace {
 public:
  explicit AnswerRace(const AnswerRaceOptions& options)
      : options_(options), random_(options.seed), replicas_(options.planted_bug),
        sheets_(replicas_.waves().draw_sheets(options.token_count)) {}

  AnswerRaceFigures run() {
    std::vector<std::vector<Attempt>> of_each(kAnswerRacers);
    std::vector<std::thread> people;
    for (int number = 0; number < kAnswerRacers; ++number)
      people.emplace_back([this, number, seed = random_(), &mine = of_each[static_cast<std::size_t>(number)]] {
        answer(number, seed, mine);
      });
    disturb();
    for (std::thread& each : people) each.join();
    replicas_.meet_again();
    for (std::vector<Attempt>& mine : of_each) std::ranges::move(mine, std::back_inserter(attempts_));
    judge();
    figures_.lost_count = lost_count_;
    figures_.internal_count = internal_count_;
    return std::move(figures_);
  }

 private:
  int token_count() const { return options_.token_count; }

  // All tokens of a party, one after the other.
  void answer(int number, std::uint64_t seed, std::vector<Attempt>& mine) {
    std::mt19937_64 random(seed);
    int wished = number % AnswerReplicas::kCount;
    AnswerReplicas::Replica replica{-1, ""};
    std::unique_ptr<Client> client;
    for (int token = number % kParties; token < token_count(); token += kParties) {
      Attempt& attempt = mine.emplace_back();
      attempt.token = token;
      attempt.words = "token " + std::to_string(token) + " by " + std::to_string(number);
      const auto request = replicas_.waves().answers(0, sheets_.at(static_cast<std::size_t>(token)), number % 5,
                                                     token * kAnswerRacers + number, attempt.words);
      attempt.sent = Steady::now();
      while (!attempt.is_recorded && attempt.refusal.empty() && Steady::now() < attempt.sent + kSettledWithin) {
        const auto next = replicas_.replica_for(wished);
        if (next.address != replica.address) client = AnswerReplicas::connect(next.address);
        replica = next;
        const bool is_impatient = static_cast<int>(random() % 100) < kImpatientPercent;
        const auto patience = is_impatient ? std::chrono::milliseconds(1 + random() % 30) : kPatience;
        settle(attempt, client->call<v1::SubmitAnswersResponse>(request, patience));
        if (!attempt.is_recorded) wished = (wished + 1) % AnswerReplicas::kCount;
      }
      ++done_count_;
      done_count_.notify_all();
    }
  }

  void settle(Attempt& attempt, const Result<v1::SubmitAnswersResponse>& answer) {
    if (answer) {
      attempt.told = Steady::now();
      attempt.is_recorded = true;
    } else if (is_open(answer.error())) {
      ++lost_count_;
      if (answer.error().code == Code::internal) ++internal_count_;
    } else {
      attempt.refusal = answer.error().reason;
    }
  }

  // Evenly over the race: one replica is killed, and comes back armed to end itself at a step of writing, so that the
  // next killing finds it dead or alive.
  void disturb() {
    const int all = token_count() / kParties * kAnswerRacers;
    for (int kill = 0; kill < options_.kill_count; ++kill) {
      wait_for_done(all * (kill + 1) / (options_.kill_count + 2));
      const int victim = static_cast<int>(random_() % AnswerReplicas::kCount);
      replicas_.kill(victim);
      ++figures_.kill_count;
      const std::string step = kSteps.at(random_() % kSteps.size());
      const bool is_last = kill + 1 == options_.kill_count;
      std::vector<std::string> variables;
      if (!is_last) variables.push_back("OPORA_FAILPOINT=" + step + ":" + std::to_string(2 + random_() % 10));
      replicas_.start(victim, variables);
    }
    // Whoever is armed still, or dead.
    for (int replica = 0; replica < AnswerReplicas::kCount; ++replica) {
      replicas_.kill(replica);
      replicas_.start(replica);
    }
  }

  void wait_for_done(int count) {
    for (int now = done_count_; now < count; now = done_count_) done_count_.wait(now);
  }

  void judge() {
    AskedWaves& waves = replicas_.waves();
    waves.close(0);
    const auto opened = waves.open(0);
    if (!opened) return wrong("the wave can't be opened: " + opened.error().reason);
    std::map<std::string, int> counts;
    for (const std::string& words : waves.words_in(0)) ++counts[words];
    std::vector<std::vector<const Attempt*>> of_token(static_cast<std::size_t>(token_count()));
    for (const Attempt& attempt : attempts_) of_token[static_cast<std::size_t>(attempt.token)].push_back(&attempt);
    std::int64_t recorded_count = 0;
    for (const auto& attempts : of_token) recorded_count += judge_token(attempts, counts) ? 1 : 0;
    if (opened->answered_count() != recorded_count)
      wrong(std::to_string(opened->answered_count()) + " answers were opened, and " + std::to_string(recorded_count) +
            " tokens have one");
    for (const std::string& violation : replicas_.violations()) wrong(violation);
  }

  // Whether it has answered.
  bool judge_token(const std::vector<const Attempt*>& attempts, const std::map<std::string, int>& counts) {
    const std::string name = "token " + std::to_string(attempts.front()->token);
    int count = 0;
    const Attempt* recorded = nullptr;
    std::optional<Steady::time_point> first_told;
    for (const Attempt* attempt : attempts) {
      if (const auto found = counts.find(attempt->words); found != counts.end()) {
        count += found->second;
        recorded = attempt;
      }
      if (attempt->is_recorded) {
        first_told = std::min(first_told.value_or(attempt->told), attempt->told);
        ++figures_.told_count;
      } else if (attempt->refusal.empty()) {
        ++figures_.open_count;
      } else {
        wrong(name + " was refused: " + attempt->refusal);
      }
    }
    if (count > 1) wrong(name + " has answered " + std::to_string(count) + " times");
    if (first_told && count == 0) wrong(name + " was told that it is recorded, and is lost");
    if (recorded != nullptr && first_told && recorded->sent > *first_told)
      wrong(name + " has an answer that was sent after another one was recorded");
    return count > 0;
  }

  void wrong(std::string what) {
    if (figures_.wrong.size() < kWrongMax) figures_.wrong.push_back(std::move(what));
  }

  const AnswerRaceOptions options_;
  std::mt19937_64 random_;
  AnswerReplicas replicas_;
  const std::vector<DrawnSheet> sheets_;
  std::atomic<int> done_count_{0}, lost_count_{0}, internal_count_{0};
  std::vector<Attempt> attempts_;
  AnswerRaceFigures figures_;
};

}  // namespace

AnswerRaceFigures run_answer_race(const AnswerRaceOptions& options) {
  AnswerRaceFigures figures = AnswerRace(options).run();
  std::cout << "seed " << options.seed << ": " << options.token_count << " tokens, " << figures.told_count
            << " of " << options.token_count / kParties * kAnswerRacers << " told, " << figures.kill_count << " kills, "
            << figures.lost_count << " answers lost (" << figures.internal_count << " internal)" << std::endl;
  return figures;
}

}  // namespace opora::testing
