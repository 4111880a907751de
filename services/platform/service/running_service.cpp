#include "platform/service/running_service.h"

#include <algorithm>
#include <utility>

#include <pthread.h>

#include "platform/service/lane_relay_lease.h"
#include "platform/sql/sealed_tables.h"

namespace opora {
namespace {

constexpr std::chrono::milliseconds kIdle{200};
constexpr std::chrono::seconds kAskOfPastEvery{1};
constexpr std::chrono::minutes kEmptyLogAgainAfter{1};

// In builds for tests, one that finds whoever touches sealed tables and may not.
std::unique_ptr<Database> watched_over(std::unique_ptr<Database> database, const Service& service) {
#ifdef OPORA_TESTING
  if (!service.sealed_tables.empty()) return guard_sealed(std::move(database), service.sealed_tables);
#endif
  static_cast<void>(service);
  return database;
}

// For whoever looks at the process with top or a profiler; the system keeps 15 characters.
void name_thread(const std::string& name) { pthread_setname_np(pthread_self(), name.substr(0, 15).c_str()); }

}  // namespace

Result<std::unique_ptr<ServiceHost>> ServiceHost::make(Service service, std::unique_ptr<Database> database,
                                                       HostOptions options, HostObserver& observer) {
  auto host = std::make_unique<RunningService>(std::move(service), std::move(database), std::move(options), observer);
  TRY_DO(host->bind());
  return host;
}

RunningService::RunningService(Service service, std::unique_ptr<Database> database, HostOptions options,
                               HostObserver& observer)
    : service_(std::move(service)),
      database_(watched_over(std::move(database), service_)),
      options_(std::move(options)),
      observer_(observer),
      news_(service_.name, observer),
      queries_(static_cast<std::size_t>(options_.query_queue_count_max)) {}

// Without threads, dropping a host that was not stopped is a crash: what waits is neither executed nor answered.
RunningService::~RunningService() {
  if (options_.threads) {
    stop();
  } else {
    queries_.abandon();
    if (sealed_) sealed_->abandon();
  }
}

Result<void> RunningService::bind() {
  TRY(binding, Binding::make(service_));
  binding_.emplace(std::move(binding));
  for (const auto& method : binding_->methods())
    methods_.push_back({method->path, method->name, methods_.size(), method->handler->input(),
                        method->handler->is_sealed(), method->policy != nullptr});
  LaneOptions lane = options_.lane;
  lane.name = service_.name;
  lane.relearnt = binding_->relearnt();
  lane.standing_jobs = service_.standing_jobs;
  try {
    TRY_DO(seal_tables());
    lane_ = std::make_unique<Lane>(
        *database_, *options_.clock, *options_.ids, lane,
        [this](Transaction& tx, const std::string& source, const LogRecord& record) {
          return binding_->apply(tx, source, record);
        },
        [this](Transaction& tx, const Timer& timer) { return binding_->run_timer(tx, timer); }, news_);
    parts_.emplace(
        ServiceParts{service_, *binding_, options_, observer_, *database_, *lane_, queries_, stopping_});
    names_.emplace(*parts_);
    gate_.emplace(*parts_, *names_);
    runner_.emplace(*parts_, *gate_, *names_);
    sealed_.emplace(*parts_);
    positions_.emplace(*parts_, followers_, *gate_, *runner_);
    operations_.emplace(*parts_, followers_, followed_);
    make_job_runner();
    unknown_.emplace(*parts_);
    unknown_->retry_all();
  } catch (const EngineError& error) {
    return refuse(Code::unavailable, "DATABASE_UNAVAILABLE", service_.name + ": " + error.what());
  }
  return {};
}

// What the engine would keep of them beside the rows.
Result<void> RunningService::seal_tables() {
  if (service_.sealed_tables.empty()) return {};
  for (const std::string& table : service_.sealed_tables)
    if (database_->read()->sql().columns(table).empty())
      return refuse(Code::internal, "CONTRACT_INCOMPLETE",
                    service_.name + " names the sealed table " + table + ", which its schema doesn't have.");
  database_->keep_no_statistics(service_.sealed_tables);
  std::string settings;
  for (const std::string& setting : database_->written_down()) settings += (settings.empty() ? "" : ", ") + setting;
  if (settings.empty()) return {};
  return refuse(Code::unavailable, "STATEMENTS_WRITTEN_DOWN",
                service_.name + ": the database would write down when its sealed tables are written, or what: " +
                    settings + ". A superuser turns that off for the service's role (ALTER ROLE … SET …) or in the "
                    "server's settings; then start again.");
}

// Jobs run between the lane, the contract and the database.
void RunningService::make_job_runner() {
  const auto look = [this](const std::function<void(Snapshot&)>& use) {
    const auto session = database_->read();
    IdentityMap identity_map(session->sql());
    Snapshot snapshot(identity_map, lane_->time().now(), "");
    use(snapshot);
  };
  jobs_ = std::make_unique<JobRunner>(
      *lane_, options_.job_thread_count,
      JobRunner::Calls{
          .run =
              [this, look](const Job& job) {
                Outside outside(look);
                return binding_->run_job(outside, job);
              },
          .take_in = [this](Transaction& tx, const Timer& found) { return binding_->run_timer(tx, found); },
          .failed = [this](const Job& job,
                           const Error& error) { observer_.job_failed(service_.name, job, error); },
          .done =
              [this](const Told& told) {
                if (told.names_gone > 0) observer_.names_gone(service_.name, told.names_gone);
              }});
}

void RunningService::follow(std::shared_ptr<EventLog> source) {
  const std::string name = source->name();
  followed_.push_back(source);
  followers_.push_back(std::make_unique<Follower>(
      std::move(source), *lane_, options_.ready_lag,
      Follower::Calls{.moved =
                          [this, name](std::int64_t position, std::int64_t head) {
                            observer_.consumer_moved(service_.name, name, position, head);
                            positions_->release();
                          },
                      .stopped = [this, name](
                                     const Error& error) { observer_.consumer_stopped(service_.name, name, error); },
                      .distrusted = [this, name] { observer_.events_distrusted(service_.name, name); },
                      .steady_now = options_.steady_now}));
}

std::vector<std::string> RunningService::sources() const {
  return {binding_->sources().begin(), binding_->sources().end()};
}

void RunningService::start() {
  started_ = true;
  if (!options_.threads) return;
  executor_ = std::thread([this] { execute(); });
  queries_.start(options_.query_thread_count);
  jobs_->start();
  if (!service_.sealed_tables.empty()) sealed_->start();
  for (const auto& follower : followers_) follower->start();
  if (options_.make_carrier && service_.event != nullptr) start_relay();
  watch_ = database_->watch([this](std::string_view notice) { on_notice(notice); });
  if (watch_) lane_->expect_remote_commits();
}

void RunningService::execute() {
  name_thread("lane " + service_.name);
  while (!drained_ || lane_->waiting_count() > 0 || lane_->sealed_waiting_count() > 0) {
    lane_->wait(kIdle);
    step_lane();
    positions_->release();
    unknown_->retry_some();
  }
}

void RunningService::start_relay() {
  RelayOptions relay;
  relay.make_carrier = options_.make_carrier;
  relay.moved = [this](std::int64_t arrived, std::int64_t head, bool is_held) {
    observer_.relay_moved(service_.name, arrived, head, is_held);
  };
  relay.troubled = [this](const Error& error) { observer_.relay_troubled(service_.name, error); };
  auto lease = std::make_unique<LaneRelayLease>(*parts_, options_.ids->next(lane_->time().now()));
  relay_ = std::make_unique<Relay>(lane_->log(), std::move(lease), std::move(relay));
  relay_->start();
}

// On the database's own thread.
void RunningService::on_notice(std::string_view notice) {
  try {
    if (!lane_->on_remote_commit(notice)) {
      lane_->poll_remote_commits();
      for (const auto& follower : followers_) follower->poll_remote_commits();
    }
    positions_->release();
  } catch (const EngineError&) {
    // It looks again within the second; the readers tell of an outage.
  }
}

void RunningService::stop() {
  if (stopping_.exchange(true)) return;
  if (!lane_) return;
  watch_.reset();
  for (const auto& follower : followers_) follower->ask_to_stop();
  for (const auto& log : followed_) log->leave();
  for (const auto& follower : followers_) follower->stop();
  if (relay_) relay_->stop();
  jobs_->stop();
  sealed_->stop();
  // Only now: a follower under way waits for the executor to finish its delivery, and a sealed call for its commit.
  drained_ = true;
  lane_->drain();
  if (executor_.joinable()) executor_.join();
  while (lane_->run_once()) {
  }
  positions_->release();
  queries_.stop();
}

bool RunningService::step_lane() {
  const bool is_busy = lane_->run_once();
  empty_log_in_time();
  return (knows_the_past(is_busy) && jobs_->hand_out()) || is_busy;
}

// The log of a service that little happens in would hold for months what was sealed, and the key that opened it.
void RunningService::empty_log_in_time() {
  const auto now = std::chrono::steady_clock::now();
  if (service_.sealed_tables.empty() || now < empty_log_at_) return;
  empty_log_at_ = now + options_.log_emptied_every;
  if (!database_->empty_log()) empty_log_at_ = now + kEmptyLogAgainAfter;  // readers were in the way
}

// What a job finds can't be undone, and what it looks for may be told by others: a service whose read models are being
// built again knows of nobody's next session. The database is asked once there is nothing else to do, in case something
// was read, and each second.
bool RunningService::knows_the_past(bool is_busy) {
  if (knows_the_past_) return true;
  may_know_more_ = may_know_more_ || is_busy;
  const auto now = std::chrono::steady_clock::now();
  const bool asks = (may_know_more_ && !is_busy) || now >= ask_of_past_at_;
  if (!asks) return false;
  may_know_more_ = false;
  ask_of_past_at_ = now + kAskOfPastEvery;
  try {
    knows_the_past_ = std::ranges::all_of(
        binding_->sources(), [this](const std::string& source) { return lane_->has_read_all_at_first(source); });
  } catch (const EngineError& error) {
    observer_.batch_failed(service_.name, std::string("what was read at first can't be asked: ") + error.what());
  }
  return knows_the_past_;
}

bool RunningService::step_follow(const std::string& source) {
  const auto found =
      std::find_if(followers_.begin(), followers_.end(), [&](const auto& each) { return each->name() == source; });
  return found != followers_.end() && (*found)->step();
}

bool RunningService::ready() const {
  const auto is_well = [](const auto& follower) { return follower->caught_up() && !follower->failure(); };
  return started_ && !stopping_ && database_->is_connected() && lane_->is_in_touch() && !lane_->time().steps_aside() &&
         std::all_of(followers_.begin(), followers_.end(), is_well);
}

void RunningService::call(std::size_t index, Call call, std::function<void(Answer)> done) {
  const BoundMethod& method = *binding_->methods().at(index);
  if (method.handler->is_sealed()) return sealed_->call(method, std::move(call), std::move(done));
  const auto prepared = gate_->let_in(method, std::move(call), std::move(done));
  if (prepared) positions_->run_once_reached(prepared);
}

Result<std::int64_t> RunningService::republish(std::int64_t from_position) {
  if (!relay_)
    return refuse(Code::conflict, "NOTHING_CARRIED",
                  service_.name + " carries its events nowhere: it emits none, or no Kafka is set.");
  return operations_->republish(from_position);
}

}  // namespace opora
