// All services, their people and everything that can go wrong, in one thread and in an order that a seed decides.
#pragma once

#include <array>
#include <memory>
#include <set>
#include <vector>

#include "feedback/sealing/randomness.h"
#include "platform/testing/harness.h"
#include "simulation/answers_promised.h"
#include "simulation/clients.h"
#include "simulation/faults.h"
#include "simulation/faulty_log.h"
#include "simulation/poison.h"
#include "simulation/told_waves.h"

namespace opora::simulation {

class World {
 public:
  World(std::uint64_t seed, Trace& trace);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // Lives through the seed's turns, then without faults until nothing is left to do; checks on the way and at the end.
  std::optional<Violation> run();

 private:
  struct Told;  // observes the hosts

  LaneOptions choose_lane();
  std::shared_ptr<EventLog> log_between(const std::string& source);
  void add_clients();

  void plan_first();
  void ask_first();
  // Whoever's turn it is to work: who has most to do, most often.
  SimulatedHost& anybody();
  // One turn of whatever the dice choose.
  void take_turn();
  void let_somebody_act();
  void step_lane(SimulatedHost& host);
  void step_query(SimulatedHost& host);
  void step_sealed();
  void step_follow(SimulatedHost& host);
  void retry_parked(SimulatedHost& host);
  void let_time_pass();
  // Sets the clock on the wall wrong, or right, or starts the machine again.
  void trouble_the_clock();
  void start_machine();
  // Nothing confirms the clock yet. What is decided then goes by a time that the log does not tell, so nobody could say
  // afterwards whether it was right: nobody acts until an operator has put the clock right.
  bool waits_for_an_operator();
  // Runs a piece of a service, which may end it.
  template <class Piece>
  void run_in(SimulatedHost& host, Piece piece);
  void run_in_nothing();  // from here on without faults
  // Registration's database is copied in one turn and put back in a later one.
  void choose_loss(int turn_count);
  void copy_or_lose(int turn);
  void lose_what_came_since();
  // A service's lane had a turn. What its owner was told before is settled, if nothing went wrong in it, or forgotten.
  void note_turn(const SimulatedHost& host, bool is_whole);
  void rebuild_stopped();
  void crash(SimulatedHost& host, const std::string& where);
  // At each named step of commit and consume.
  static void at_failpoint(void* world, std::string_view step);
  void at_failpoint(std::string_view step);

  // Until every request is settled and every event consumed, without faults.
  void heal();
  void settle();
  bool settle_once();
  std::string progress();

  void check_now();
  void check_host(SimulatedHost& host, bool at_end);
  std::string where(SimulatedHost& host);
  void trace_news(SimulatedHost& host);
  void check_clocks();
  void check_ends();
  void check_order_of_keys(SimulatedHost& host);
  void check_at_end();
  void check_reports(const class Ledger& ledger);
  void check_names(const class Ledger& ledger);
  void check_waves();
  void finish_waves();
  void check_waves_at_end(const class Ledger& ledger);
  void check_turnout(const KnownSeries& series, const KnownWave& wave, const class Ledger& now);
  void check_eligible(const KnownSeries& series, const KnownWave& wave, const feedback::v1::Turnout& turnout,
                      const class Ledger& now);
  void check_nothing_typed();
  OpenedWave opened_wave(const KnownWave& wave);

  SimulatedHost& host_of(const std::string& service);

  Trace& trace_;
  Verdict verdict_;
  Dice dice_;
  const Faults faults_;
  const bool asks_;  // whether there are waves
  testing::ManualClock clock_;
  Poison poison_;
  std::unique_ptr<Told> told_;
  std::vector<std::unique_ptr<SimulatedHost>> hosts_;
  std::vector<std::shared_ptr<FaultyLog>> logs_;
  Network network_;
  Asking asking_;
  sealing::SeededRandomness chance_;  // what feedback draws keys and tokens from
  Post post_;
  Stage stage_;
  ToldWaves told_waves_;
  std::vector<std::unique_ptr<Client>> clients_, seldom_;
  static constexpr std::size_t kDrafter = 0, kKeepers = 1;
  std::vector<std::unique_ptr<Client>> asking_clients_;
  std::unique_ptr<Opener> opener_;
  std::map<std::string, std::int64_t> shown_;  // how far the trace has shown each service's log
  std::int64_t ends_read_ = 0;  // so far of registration's log
  std::map<std::string, Instant> reopened_until_;
  // The turns in which a copy is made and put back; 0: never.
  int copy_at_ = 0, lose_at_ = 0;
  std::int64_t copied_count_ = 0;     // answers that were given before
  std::int64_t head_of_copy_ = 0;     // where registration's log ended then
  bool has_lost_ = false;             // it was put back
  std::int64_t others_had_read_ = 0;  // of what was lost, up to here; 0: nothing
  bool loss_met_ = false;             // a reader met another past than it had read
  int told_in_life_ = 0;              // of registration: a reader told it then that it has lost something; 0: none did
  bool could_know_ = false;           // and it had the time to see to that
  bool is_troubled_ = false;          // the database has refused in this turn
  std::set<std::string> stopped_;     // services that read a log no more and wait for an operator
  SimulatedHost* running_ = nullptr;  // the service whose turn it is, while faults may happen
};

}  // namespace opora::simulation
