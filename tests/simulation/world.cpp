#include "simulation/world.h"

#include <algorithm>

#include "feedback/handlers/secrets.h"
#include "opora/all_services/all_services.h"
#include "platform/faults/failpoint.h"

namespace opora::simulation {
namespace {

constexpr Instant kStart{1'696'118'400'000'000};  // 2023-10-01 00:00 UTC
constexpr int kCheckEvery = 25;                   // turns
constexpr int kAsks = 500;                        // of a thousand seeds
constexpr sealing::WrapCost kCheap{1, 8192};      // so that a seed takes no time

// From these steps on the database has committed: what fails now can only be the process.
bool is_after_commit(std::string_view step) {
  return step == "lane.committed" || step == "lane.answered" || step == "consume.committed" ||
         step == "consume.acknowledged" || step == "sealed.committed" || step == "sealed.answered";
}

}  // namespace

// An event that a consumer can't apply must be the simulation's own doing.
struct World::Told final : HostObserver {
  explicit Told(World& world) : world(world) {}
  void event_parked(const std::string& service, const Parked& parked) override {
    world.trace_.line("  parked in ", service, ": ", parked.source, " ", parked.record.position, " ", parked.reason);
    world.trace_.met("parked " + parked.reason);
    const bool ours = world.faults_.poison > 0 || world.faults_.engine_breaks > 0;
    world.verdict_.expect(ours, "No event is parked that can be applied.",
                          place_in(parked.source, parked.record.position) + " in " + service + ": " + parked.reason);
  }
  void consumer_stopped(const std::string& service, const std::string& source, const Error& error) override {
    if (world.has_lost_ && source == "registration") {
      world.trace_.line("  ", service, " reads ", source, " no more: ", error.reason);
      world.trace_.met("a consumer that stops before it mixes two pasts");
      world.stopped_.insert(service);
      world.loss_met_ = true;
      return;
    }
    world.verdict_.record_violation("No consumer stops while its source's log is whole.",
                         place_in(source, world.shown_[source]) + " in " + service + ": " + error.reason);
  }
  void commits_lost(const std::string& service, std::int64_t after_position, std::int64_t) override {
    world.trace_.line("  ", service, " begins another epoch after ", after_position);
    world.trace_.met("a log that has lost its end");
  }
  World& world;
};

World::World(std::uint64_t seed, Trace& trace)
    : trace_(trace),
      verdict_(seed),
      dice_(seed),
      faults_(choose_faults(dice_)),
      asks_(dice_.chance(kAsks)),
      clock_(kStart),
      poison_(seed, faults_.poison),
      told_(std::make_unique<Told>(*this)),
      chance_(seed),
      post_(dice_, clock_, trace, verdict_,
            [this](const std::string& service) -> SimulatedHost& { return host_of(service); }),
      stage_{dice_, clock_, post_, network_, asking_, trace_},
      told_waves_(asking_, network_, verdict_, trace_) {
  feedback::take_chance_from(&chance_);
  feedback::set_wrap_cost(kCheap);
  for (Service& service : all_services())
    hosts_.push_back(
        std::make_unique<SimulatedHost>(poison_.around(std::move(service)), choose_lane(), dice_.seed(), clock_, *told_,
                                        [this](const std::string& source) { return log_between(source); }));
  add_clients();
  if (faults_.engine_error > 0 && faults_.engine_breaks > 0) post_.expect_mistakes();
  testing::set_hook(&World::at_failpoint, this);
}

World::~World() {
  testing::set_hook(nullptr, nullptr);
  feedback::take_chance_from(nullptr);
  feedback::set_wrap_cost(sealing::kWrapCost);
}

LaneOptions World::choose_lane() {
  LaneOptions lane;
  lane.batch_count_max = dice_.chance(300) ? dice_.between(1, 4) : 512;
  if (dice_.chance(400)) lane.delivery_count_max = dice_.between(1, 6);
  lane.queue_count_max = dice_.chance(200) ? dice_.between(2, 6) : 4096;
  lane.prefetch = dice_.chance(500);
  if (dice_.chance(200)) lane.rows_max = static_cast<std::size_t>(dice_.between(1, 6));
  if (dice_.chance(200)) lane.delivery_bytes_max = static_cast<std::size_t>(dice_.between(1, 400));
  if (dice_.chance(200)) lane.queue_bytes_max = static_cast<std::size_t>(dice_.between(100, 2000));
  // A machine on which deciding takes no time, or one on which any look at the watch may find the time over.
  const unsigned slow_one_in = dice_.chance(300) ? static_cast<unsigned>(dice_.between(2, 40)) : 0;
  const auto seed = static_cast<unsigned>(dice_.between(1, 1'000'000));
  lane.steady_now = [slow_one_in, random = std::minstd_rand(seed), at = std::chrono::steady_clock::time_point(),
                     step = lane.step_at_most]() mutable {
    if (slow_one_in > 0 && random() % slow_one_in == 0) at += step;
    return at;
  };
  return lane;
}

void World::add_clients() {
  clients_.push_back(make_planner(stage_));
  const int organisation_count = dice_.between(2, 4);
  for (int i = 0; i < organisation_count; ++i) clients_.push_back(make_organisation(stage_));
  clients_.push_back(make_door(stage_));
  clients_.push_back(make_reviewer(stage_));
  if (dice_.chance(350)) clients_.push_back(make_replanner(stage_));
  if (dice_.chance(650)) clients_.push_back(make_merger(stage_));
  seldom_.push_back(make_neighbour(stage_, verdict_));
  seldom_.push_back(make_lister(stage_));
  clients_.push_back(make_corrector(stage_));
  clients_.push_back(make_reader(stage_, verdict_,
                                 [this](const std::string& service) { return host_of(service).host().log()->head(); }));
  if (!asks_) return;
  asking_clients_.push_back(make_drafter(stage_));
  asking_clients_.push_back(make_keepers(stage_, verdict_));
  asking_clients_.push_back(make_answerer(stage_, verdict_));
  opener_ = make_opener(stage_, verdict_);
}

SimulatedHost& World::host_of(const std::string& service) {
  for (const auto& host : hosts_)
    if (host->name() == service) return *host;
  throw std::logic_error("no service is called " + service);
}

// Each follower sees a log of its own, with faults of its own. Starting is spared: a process that can't start is
// restarted until it can.
std::shared_ptr<EventLog> World::log_between(const std::string& source) {
  const auto log = std::make_shared<FaultyLog>(
      source, [this, source] { return host_of(source).host().log(); },
      [this, source] {
        if (source == "registration") told_in_life_ = host_of(source).life();
      },
      dice_, trace_);
  logs_.push_back(log);
  return log;
}

std::optional<Violation> World::run() {
  const int turn_count = dice_.between(50, 150) * (asks_ ? 2 : 1);
  for (const auto& host : hosts_) trace_.line("  ", place_in(host->name(), 0), ": no event");
  if (dice_.chance(600)) {
    plan_first();
    if (asks_ && dice_.chance(700)) ask_first();
  }
  choose_loss(turn_count);
  for (int turn = 1; turn <= turn_count && !verdict_.first(); ++turn) {
    verdict_.at_step(turn);
    copy_or_lose(turn);
    take_turn();
    if (turn % kCheckEvery == 0) check_now();
  }
  verdict_.at_step(turn_count + 1);
  if (!verdict_.first()) heal();
  if (!verdict_.first()) check_at_end();
  return verdict_.first();
}

// Often everything is planned and known before the rush begins, so that there is a rush at all.
void World::plan_first() {
  trace_.line("plan first");
  for (int i = 0; i < 200 && !clients_.front()->has_finished(); ++i) {
    clients_.front()->act();
    settle_once();
  }
  settle();
}

SimulatedHost& World::anybody() {
  if (dice_.chance(asks_ ? 350 : 60)) return host_of("feedback");
  return host_of(std::array{"scheduling", "registration", "registration", "registration", "reporting", "reporting"}.at(
      dice_.below(6)));
}

void World::take_turn() {
  SimulatedHost& host = anybody();
  if (dice_.chance(faults_.clock)) return trouble_the_clock();
  if (asks_ && dice_.chance(180)) return step_sealed();
  const int what = dice_.between(1, 100);
  if (what <= 40) return let_somebody_act();
  if (what <= 62) return step_lane(host);
  if (what <= 80) return step_follow(host);
  if (what <= 85) return step_query(host);
  if (what <= 88) return retry_parked(host);
  if (what <= 97) return let_time_pass();
  if (dice_.chance(faults_.crash_between * 3)) crash(host, "between two turns");
}

void World::let_somebody_act() {
  if (waits_for_an_operator()) return;
  if (asks_ && dice_.chance(450)) {
    const std::size_t who = dice_.below(asking_clients_.size() + 1);
    return who == asking_clients_.size() ? opener_->act() : asking_clients_[who]->act();
  }
  // Often several at once: what nobody has done yet, the next one meets.
  for (int count = dice_.between(1, 3); count > 0; --count) {
    // The plan is what all others wait for.
    Client& client = dice_.chance(250)   ? *clients_.front()
                     : dice_.chance(100) ? *seldom_[dice_.below(seldom_.size())]
                                         : *clients_[dice_.below(clients_.size())];
    client.act();
  }
}

template <class Piece>
void World::run_in(SimulatedHost& host, Piece piece) {
  running_ = &host;
  post_.crash_in_answers(faults_.crash_in_answers);
  for (const auto& log : logs_) log->trouble(faults_.log);
  try {
    piece(host.host());
  } catch (const SimulatedCrash& ended) {
    crash(host, ended.where);
  } catch (const std::exception& error) {
    verdict_.record_violation(kNothingEscapes, place_in(host.name(), shown_[host.name()]) + ": " + error.what());
  }
  run_in_nothing();
  trace_news(host);
}

void World::run_in_nothing() {
  running_ = nullptr;
  post_.crash_in_answers(0);
  for (const auto& log : logs_) log->trouble(0);
}

void World::step_lane(SimulatedHost& host) {
  trace_.line("lane of ", host.name(), " at ", (clock_.true_time().us - kStart.us) / 1'000'000, " s");
  const int life = host.life();
  is_troubled_ = false;
  run_in(host, [](ServiceHost& running) { running.step_lane(); });
  note_turn(host, host.life() == life && !is_troubled_);
  check_ends();
  check_waves();
}

void World::step_query(SimulatedHost& host) {
  run_in(host, [](ServiceHost& running) { static_cast<void>(running.step_query() || running.step_job()); });
}

// A few of those that wait; each may end the service.
void World::step_sealed() {
  SimulatedHost& host = host_of("feedback");
  for (int count = dice_.between(1, 8); count > 0; --count) {
    bool is_busy = false;
    const int life = host.life();
    run_in(host, [&](ServiceHost& running) { is_busy = running.step_sealed(); });
    check_waves();
    if (!is_busy || host.life() != life) return;
  }
}

void World::step_follow(SimulatedHost& host) {
  for (const std::string& source : host.host().sources()) {
    if (dice_.chance(300)) continue;
    trace_.line("follow ", source, " in ", host.name());
    const int life = host.life();
    run_in(host, [&](ServiceHost& running) { running.step_follow(source); });
    if (host.life() != life) return;
  }
}

void World::retry_parked(SimulatedHost& host) {
  run_in(host, [](ServiceHost& running) {
    try {
      static_cast<void>(running.retry_parked("", ""));
    } catch (const EngineError&) {
      // Operators are told, and try again.
    }
  });
}

void World::let_time_pass() {
  clock_.advance(dice_.chance(150) ? std::chrono::minutes(dice_.between(10, 90))
                                   : std::chrono::seconds(dice_.between(1, 120)));
}

void World::trouble_the_clock() {
  using std::chrono::hours;
  using std::chrono::seconds;
  constexpr std::array kJumps{seconds(30),          seconds(-30),       seconds(61),          seconds(hours(9)),
                              seconds(hours(31)),   seconds(hours(-2)), seconds(hours(240)),  seconds(hours(-240))};
  const int what = dice_.between(1, 100);
  if (what <= 50) {
    clock_.set_wrong(kJumps.at(dice_.below(kJumps.size())));
    clock_.synchronise(false);
    trace_.met("a clock that is set wrong");
  } else if (what <= 75) {
    clock_.set_wrong(seconds(0));
    clock_.synchronise(dice_.chance(500));
  } else {
    start_machine();
    clock_.set_wrong(dice_.chance(500) ? seconds(0) : kJumps.at(dice_.below(kJumps.size())));
  }
  const std::int64_t off_s = (clock_.now().us - clock_.true_time().us) / 1'000'000;
  trace_.line("the clock is off by ", off_s, " s", clock_.is_synchronised() ? ", synchronised" : "");
}

void World::start_machine() {
  clock_.advance(std::chrono::minutes(dice_.between(1, 40)));
  clock_.reboot();
  clock_.synchronise(false);
  trace_.met("a machine that starts again");
  for (const auto& host : hosts_) crash(*host, "with the machine");
}

bool World::waits_for_an_operator() {
  const auto waits = [](const auto& host) {
    return host->host().clock().standing == ClockState::Standing::unconfirmed;
  };
  if (!std::ranges::any_of(hosts_, waits)) return false;
  if (!dice_.chance(200)) return true;
  clock_.set_wrong(std::chrono::microseconds(0));
  trace_.line("an operator confirms the time");
  trace_.met("a time that an operator confirms");
  for (const auto& host : hosts_) static_cast<void>(host->host().confirm_time(clock_.now()));
  return true;
}

void World::crash(SimulatedHost& host, const std::string& where) {
  trace_.line("crash of ", host.name(), " ", where);
  trace_.met("crash " + where);
  run_in_nothing();
  host.crash();
  post_.lost(host.name());
}

void World::at_failpoint(void* world, std::string_view step) { static_cast<World*>(world)->at_failpoint(step); }

void World::at_failpoint(std::string_view step) {
  if (running_ == nullptr) return;
  if (dice_.chance(faults_.crash_at_step)) throw SimulatedCrash{"at " + std::string(step)};
  if (is_after_commit(step) || !dice_.chance(faults_.engine_error)) return;
  const bool breaks = dice_.chance(faults_.engine_breaks);
  const bool is_slow = !breaks && dice_.chance(400);
  const char* trouble = breaks ? "the database breaks" : is_slow ? "the database is too slow" : "the database is busy";
  trace_.line("  ", trouble, " at ", step);
  trace_.met(trouble);
  is_troubled_ = true;
  using Kind = EngineError::Kind;
  throw EngineError(breaks ? Kind::other : is_slow ? Kind::too_slow : Kind::busy, "the simulation's doing");
}

}  // namespace opora::simulation
