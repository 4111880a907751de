#include "platform/service/running_service.h"

#include <algorithm>
#include <utility>

#include <pthread.h>
#include <sodium.h>

#include "platform/limits/share.h"
#include "platform/proto/canonical_bytes.h"
#include "platform/service/accounts.h"
#include "platform/service/lane_relay_lease.h"
#include "platform/service/told_names.h"

namespace opora {
namespace {

constexpr std::chrono::milliseconds kIdle{200};
constexpr std::size_t kLookedAtFirst = 4096;  // bytes of a request
constexpr std::chrono::milliseconds kRetryFull{200}, kRetryShareFull{1000};
constexpr unsigned kSpread = 100;

// Of the request's canonical bytes, so that the same request sent again hashes alike however its maps were ordered.
std::string hash_of(const google::protobuf::Message& request) {
  const std::string bytes = canonical_bytes(request);
  std::string hash(16, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
  return hash;
}

// For whoever looks at the process with top or a profiler; the system keeps 15 characters.
void name_thread(const std::string& name) { pthread_setname_np(pthread_self(), name.substr(0, 15).c_str()); }

Error reading_failed(const EngineError& error) {
  if (error.kind() == EngineError::Kind::corrupt)
    return {Code::internal, "DATABASE_CORRUPT", "The database is damaged. Operators must restore it from a backup."};
  if (error.kind() == EngineError::Kind::too_slow)
    return {Code::unavailable, "TOOK_TOO_LONG",
            "The database ended this request, which took too long. Ask for less at once, or try again later."};
  return {Code::unavailable, "STORAGE_UNAVAILABLE", "The database can't be read now. Try again shortly."};
}

}  // namespace

struct RunningService::Prepared {
  const BoundMethod* method;
  Caller caller;
  std::string share;  // whose turns and places it takes
  AccessDecision access;
  std::unique_ptr<google::protobuf::Message> request;
  std::size_t size;  // of its bytes
  std::optional<std::chrono::steady_clock::time_point> deadline;
  std::chrono::steady_clock::time_point started;
  std::function<void(Answer)> done;
  Told told = {};  // what was counted of it so far
};

Result<std::unique_ptr<ServiceHost>> ServiceHost::make(Service service, std::unique_ptr<Database> database,
                                                       HostOptions options, HostObserver& observer) {
  auto host = std::make_unique<RunningService>(std::move(service), std::move(database), std::move(options), observer);
  TRY_DO(host->bind());
  return host;
}

RunningService::RunningService(Service service, std::unique_ptr<Database> database, HostOptions options,
                               HostObserver& observer)
    : service_(std::move(service)),
      database_(std::move(database)),
      options_(std::move(options)),
      observer_(observer),
      queries_(static_cast<std::size_t>(options_.query_queue_count_max)),
      names_(options_.names_an_hour) {}

// Without threads, dropping a host that was not stopped is a crash: what waits is neither executed nor answered.
RunningService::~RunningService() {
  if (options_.threads)
    stop();
  else
    queries_.abandon();
}

Result<void> RunningService::bind() {
  TRY(binding, Binding::make(service_));
  binding_.emplace(std::move(binding));
  for (const auto& method : binding_->methods())
    methods_.push_back({method->path, method->name, methods_.size(), method->handler->input()});
  LaneOptions lane = options_.lane;
  lane.name = service_.name;
  lane.relearnt = binding_->relearnt();
  lane.standing_jobs = service_.standing_jobs;
  try {
    lane_ = std::make_unique<Lane>(
        *database_, *options_.clock, *options_.ids, lane,
        [this](Transaction& tx, const std::string& source, const LogRecord& record) {
          return binding_->apply(tx, source, record);
        },
        [this](Transaction& tx, const Timer& timer) { return binding_->run_timer(tx, timer); },
        static_cast<LaneObserver&>(*this));
    parts_.emplace(ServiceParts{service_, *binding_, options_, observer_, *database_, *lane_, queries_, stopping_});
    operations_.emplace(*parts_, followers_, followed_);
    make_job_runner();
    unknown_.emplace(*parts_);
    unknown_->retry_all();
  } catch (const EngineError& error) {
    return refuse(Code::unavailable, "DATABASE_UNAVAILABLE", service_.name + ": " + error.what());
  }
  return {};
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
                           const Error& error) { observer_.job_failed(service_.name, job, error); }});
}

void RunningService::follow(std::shared_ptr<EventLog> source) {
  const std::string name = source->name();
  followed_.push_back(source);
  followers_.push_back(std::make_unique<Follower>(
      std::move(source), *lane_, options_.ready_lag,
      Follower::Calls{.moved =
                          [this, name](std::int64_t position, std::int64_t head) {
                            observer_.consumer_moved(service_.name, name, position, head);
                            release_waiting();
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
  executor_ = std::thread([this] {
    name_thread("lane " + service_.name);
    while (!drained_ || lane_->waiting_count() > 0) {
      lane_->wait(kIdle);
      step_lane();
      release_waiting();
      unknown_->retry_some();
    }
  });
  queries_.start(options_.query_thread_count);
  jobs_->start();
  for (const auto& follower : followers_) follower->start();
  if (options_.make_carrier && service_.event != nullptr) start_relay();
  watch_ = database_->watch([this](std::string_view notice) { on_notice(notice); });
  if (watch_) lane_->expect_remote_commits();
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
    release_waiting();
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
  // Only now: a follower under way waits for the executor to finish its delivery.
  drained_ = true;
  lane_->drain();
  if (executor_.joinable()) executor_.join();
  while (lane_->run_once()) {
  }
  release_waiting();
  queries_.stop();
}

bool RunningService::step_lane() {
  const bool is_busy = lane_->run_once();
  return jobs_->hand_out() || is_busy;
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

Result<std::int64_t> RunningService::republish(std::int64_t from_position) {
  if (!relay_)
    return refuse(Code::conflict, "NOTHING_CARRIED",
                  service_.name + " carries its events nowhere: it emits none, or no Kafka is set.");
  return operations_->republish(from_position);
}

void RunningService::call(std::size_t index, Call call, std::function<void(Answer)> done) {
  const BoundMethod& method = *binding_->methods().at(index);
  const auto started = std::chrono::steady_clock::now();
  auto prepared = prepare(method, call);
  if (!prepared) {
    observer_.call_ended(service_.name, method.name, &prepared.error(), std::chrono::steady_clock::now() - started);
    return done({tl::unexpected(std::move(prepared).error()), lane_->head()});
  }
  (*prepared)->started = started;
  (*prepared)->done = std::move(done);
  if (call.seen.empty() || has_reached(call.seen)) return dispatch(*prepared);
  const auto at_latest = started + options_.wait_for_positions_at_most;
  const auto deadline = std::min(call.deadline.value_or(at_latest), at_latest);
  await_positions({started, deadline, std::move(call.seen), *std::move(prepared)});
}

Result<std::shared_ptr<RunningService::Prepared>> RunningService::prepare(const BoundMethod& method, Call& call) {
  if (stopping_) return tl::unexpected(shutting_down());
  AccessDecision access = decide_access(*method.policy, call.caller);
  if (!access.allowed && access.to_check.empty()) return tl::unexpected(denied(*method.policy, call.caller.role));
  std::string share = share_of(call.caller);
  TRY_DO(check_names(method, call.caller, share));
  // A large one that would not be taken is not even parsed: that takes longer than a small one does on the lane.
  if (call.request.size() > kLookedAtFirst && method.handler->kind() == Handler::Kind::command)
    TRY_DO(lane_->check_room(share, call.request.size()));
  std::unique_ptr<google::protobuf::Message> request(method.prototype->New());
  if (!request->ParseFromString(call.request))
    return refuse(Code::invalid, "MALFORMED_REQUEST",
                  "The request's bytes are not a " + method.input_name + " with valid UTF-8.");
  if (auto checked = method.rules.check(*request, call.caller.role); !checked) {
    if (!method.rules.lower_ids(*request)) return tl::unexpected(std::move(checked).error());
    TRY_DO(method.rules.check(*request, call.caller.role));
  }
  return std::make_shared<Prepared>(Prepared{&method, std::move(call.caller), std::move(share), std::move(access),
                                             std::move(request), call.request.size(), call.deadline, {}, {}});
}

bool RunningService::reads_uncounted(const Caller& caller) const {
  return std::ranges::any_of(service_.names_uncounted_within,
                             [&](const std::string& scope) { return !ids_of(caller.scopes, scope).empty(); });
}

Result<void> RunningService::check_names(const BoundMethod& method, const Caller& caller, const std::string& share) {
  if (method.names == nullptr || reads_uncounted(caller)) return {};
  return names_.check(share, std::chrono::steady_clock::now());
}

// Whether a name fits is something to be told as well. Asked when it is their turn: whoever guesses sends many at once.
Result<void> RunningService::check_given_names(const Prepared& prepared) {
  if (reads_uncounted(prepared.caller)) return {};
  auto may = names_.check(prepared.share, std::chrono::steady_clock::now());
  return may || names_given_in(*prepared.request) == 0 ? Result<void>() : may;
}

// Every answer of a call that was let in passes here.
void RunningService::finish(Prepared& prepared, Answer answer) {
  if (!answer.response) hold_to_contract(*prepared.method, service_.name, answer.response.error(), observer_);
  observer_.call_ended(service_.name, prepared.method->name, answer.response ? nullptr : &answer.response.error(),
                       std::chrono::steady_clock::now() - prepared.started);
  if (prepared.method->names != nullptr && answer.response) note_names(prepared, *answer.response);
  prepared.done(std::move(answer));
}

// Before anybody has them.
void RunningService::note_names(const Prepared& prepared, const std::string& response) {
  const std::unique_ptr<google::protobuf::Message> told(prepared.method->names->New());
  told->ParseFromString(response);
  const std::int64_t count = names_in(*told);
  if (count == 0) return;
  names_.count(prepared.share, count, std::chrono::steady_clock::now());
  observer_.names_read(service_.name, prepared.method->name, prepared.caller, count);
}

// What a command tells beside names; said before it is committed, since the batch's next one may be the same caller's.
// One whose batch failed is decided again, and counts for what it tells more.
void RunningService::note_told(Prepared& prepared, const Told& told) {
  const auto now = std::chrono::steady_clock::now();
  const Told before = std::exchange(prepared.told, {std::max(prepared.told.people, told.people),
                                                    prepared.told.wrong_name || told.wrong_name});
  if (const std::int64_t people = told.people - before.people; people > 0) {
    names_.count(prepared.share, people, now);
    observer_.names_read(service_.name, prepared.method->name, prepared.caller, people);
  }
  if (!told.wrong_name || before.wrong_name) return;
  const bool is_uncounted = std::ranges::find(service_.guesses_uncounted_of, prepared.caller.role) !=
                            service_.guesses_uncounted_of.end();
  if (!is_uncounted) names_.count_wrong(prepared.share, now);
  observer_.wrong_name_given(service_.name, prepared.method->name, prepared.caller);
}

void RunningService::dispatch(const std::shared_ptr<Prepared>& prepared) {
  if (prepared->method->handler->kind() == Handler::Kind::command)
    dispatch_command(prepared);
  else
    dispatch_query(prepared);
}

void RunningService::dispatch_command(const std::shared_ptr<Prepared>& prepared) {
  const BoundMethod& method = *prepared->method;
  Command command;
  command.share = prepared->share;
  command.caller = account_of(prepared->caller, command.share);
  command.method = method.input_name;
  command.request_id = prepared->request->GetReflection()->GetString(*prepared->request, method.request_id);
  command.request_hash = hash_of(*prepared->request);
  command.bytes = prepared->size;
  command.deadline = prepared->deadline;
  // `done` keeps what `run` refers to.
  command.run = [this, prepared = prepared.get()](Transaction& tx) -> Result<std::string> {
    const BoundMethod& bound = *prepared->method;
    tx.say_who_asks(prepared->caller.subject, prepared->caller.scopes);
    if (!prepared->access.allowed) {
      TRY(only, binding_->check_scopes(bound, prepared->access.to_check, prepared->caller, *prepared->request, tx));
      tx.hold_to_scope(std::move(only));
    }
    TRY_DO(check_given_names(*prepared));
    auto response = bound.handler->command()(tx, *prepared->request);
    note_told(*prepared, tx.told());
    return response;
  };
  command.done = [this, prepared](Answer answer) { finish(*prepared, std::move(answer)); };
  if (auto offered = lane_->offer(std::move(command)); !offered)
    finish(*prepared, {tl::unexpected(std::move(offered).error()), lane_->head()});
}

void RunningService::dispatch_query(const std::shared_ptr<Prepared>& prepared) {
  const auto offered = queries_.offer(prepared->share, [this, prepared] { finish(*prepared, run_query(*prepared)); });
  if (offered == QueryPool::Offered::taken) return;
  if (stopping_) return finish(*prepared, {tl::unexpected(shutting_down()), lane_->head()});
  finish(*prepared, {tl::unexpected(full(offered == QueryPool::Offered::share_full)), lane_->head()});
}

// Whose own share is used up has some hundred waiting: told to come again soon, the rest of their many would come all
// at once, each time, and stand before everybody else's calls. So they come later, and one after the other.
Error RunningService::full(bool of_one) {
  Error error = too_many_wait(of_one);
  error.retry_after = kRetryFull;
  if (of_one) error.retry_after = kRetryShareFull + kRetryShareFull * (share_refused_++ % kSpread) / kSpread;
  return error;
}

Answer RunningService::run_query(Prepared& prepared) {
  if (prepared.deadline && *prepared.deadline <= std::chrono::steady_clock::now())
    return {refuse(Code::deadline, "DEADLINE_PASSED", "The deadline passed before the request's turn came."),
            lane_->head()};
  if (lane_->time().steps_aside()) return {tl::unexpected(clock_wrong()), lane_->head()};
  // Others of the same caller's may have been answered since it was let in.
  if (const auto may = check_names(*prepared.method, prepared.caller, prepared.share); !may)
    return {tl::unexpected(may.error()), lane_->head()};
  try {
    const auto session = database_->read();
    IdentityMap identity_map(session->sql());
    const Instant now = lane_->time().now();
    Snapshot snapshot(identity_map, now, prepared.caller.subject);
    snapshot.say_who_asks(prepared.caller.scopes);
    const LogHead head = lane_->head();
    if (!prepared.access.allowed) {
      auto allowed = binding_->check_scopes(*prepared.method, prepared.access.to_check, prepared.caller,
                                            *prepared.request, snapshot);
      if (!allowed) return {tl::unexpected(std::move(allowed).error()), head};
    }
    return {prepared.method->handler->query()(snapshot, *prepared.request), head};
  } catch (const EngineError& error) {
    observer_.batch_failed(service_.name, error.what());
    return {tl::unexpected(reading_failed(error)), lane_->head()};
  } catch (const std::exception& error) {
    observer_.batch_failed(service_.name, error.what());
    return {refuse(Code::internal, "INTERNAL", "The request failed by a mistake of ours; operators can see it."),
            lane_->head()};
  }
}

// Positions of logs that this service does not follow, or of another life of a log, can't be waited for.
bool RunningService::has_reached(const std::map<std::string, LogHead>& seen) const {
  return std::all_of(followers_.begin(), followers_.end(), [&](const auto& follower) {
    const auto wanted = seen.find(follower->name());
    if (wanted == seen.end()) return true;
    const HistoryPoint position = follower->position();
    const bool same_life = position.epoch.empty() || position.epoch == wanted->second.epoch;
    return !same_life || position.position >= wanted->second.position;
  });
}

// One that no log has come to yet, as its owner told after the call had come: nobody can have seen it.
bool RunningService::is_beyond(const AwaitingPositions& waiting) const {
  return std::any_of(followers_.begin(), followers_.end(), [&](const auto& follower) {
    const auto wanted = waiting.seen.find(follower->name());
    const Follower::Heard heard = follower->heard();
    return wanted != waiting.seen.end() && wanted->second.epoch == heard.head.epoch &&
           wanted->second.position > heard.head.position && heard.at > waiting.since + options_.heads_are_late_at_most;
  });
}

void RunningService::await_positions(AwaitingPositions waiting) {
  const auto prepared = waiting.prepared;
  const auto most = static_cast<std::size_t>(options_.waiting_for_positions_max);
  bool is_full = false;
  {
    const std::lock_guard lock(waiting_mutex_);
    const auto is_theirs = [&](const auto& each) { return each.prepared->share == prepared->share; };
    is_full = waiting_.size() >= most;
    // Few can be nobody's too large share, and need not be counted.
    const bool is_theirs_full =
        !is_full && !has_share(waiting_.size(), waiting_.size(), most) &&
        !has_share(static_cast<std::size_t>(std::ranges::count_if(waiting_, is_theirs)), waiting_.size(), most);
    if (!is_full && !is_theirs_full) {
      waiting_.push_back(std::move(waiting));
      waiting.prepared = nullptr;
    }
  }
  // The position may have been reached in between.
  if (!waiting.prepared) return release_waiting();
  finish(*prepared, {tl::unexpected(full(!is_full)), lane_->head()});
}

void RunningService::release_waiting() {
  std::vector<AwaitingPositions> released;
  bool some_stay = false;
  const auto now = std::chrono::steady_clock::now();
  {
    const std::lock_guard lock(waiting_mutex_);
    const auto stays = [&](const AwaitingPositions& each) {
      return !stopping_ && each.deadline > now && !has_reached(each.seen) && !is_beyond(each);
    };
    const auto leaving = std::stable_partition(waiting_.begin(), waiting_.end(), stays);
    std::move(leaving, waiting_.end(), std::back_inserter(released));
    waiting_.erase(leaving, waiting_.end());
    some_stay = !waiting_.empty();
  }
  if (some_stay)
    for (const auto& follower : followers_) follower->hurry();
  for (const AwaitingPositions& each : released) {
    if (has_reached(each.seen))
      dispatch(each.prepared);
    else if (stopping_)
      finish(*each.prepared, {tl::unexpected(shutting_down()), lane_->head()});
    else if (each.deadline > now)
      finish(*each.prepared, {refuse(Code::invalid, "SEEN_AHEAD",
                                     "What the call says was seen, opora-seen, lies behind the end of that log."),
                              lane_->head()});
    else
      finish(*each.prepared, {refuse(Code::deadline, "POSITION_NOT_REACHED",
                                     "What you saw before has not arrived here yet. Try again shortly."),
                              lane_->head()});
  }
}

}  // namespace opora
