// The lane's queues and its turns. Which commands make a batch is in gathering.cpp, how it runs in commands.cpp, how
// events are consumed in consuming.cpp, how parked ones are tried again in retrying.cpp, how jobs are given out in
// jobs.cpp.
#include "platform/lane/lane.h"

#include <algorithm>

#include "platform/events/log/history.h"
#include "platform/faults/failpoint.h"
#include "platform/lane/answers.h"
#include "platform/lane/consumed.h"
#include "platform/lane/jobs.h"
#include "platform/lane/outbox.h"
#include "platform/lane/queue.h"
#include "platform/lane/timers.h"
#include "platform/lane/waiting.h"

namespace opora {
namespace {

// Operators' work is rare; more than this waiting means that something is stuck.
constexpr std::size_t kDeliveriesMax = 64;

// While events get the digests that they lack.
constexpr std::chrono::milliseconds kBetweenChained{5};

// While the clock can't be trusted, that is said so often.
constexpr std::chrono::minutes kTellClockEvery{1};

struct Found {
  LogEnd end;
  std::unique_ptr<LaneTime> time;
  std::optional<Instant> lost_at, timer_at, job_at;
};

// Makes the lane's row if the database is new; finds where the log ends, when a timer and a job are due next, and what
// time it is.
Found prepare(Database& database, const MachineClock& clock, bool asks_clock, IdSource& ids,
              std::span<const Job> standing_jobs) {
  const auto asked_at = clock.since_boot();
  database.begin();
  try {
    Sql& sql = database.writer();
    const bool is_new = ensure_lane_row(sql, ids.next(clock.now()), clock.now());
    ensure_history_key(sql, new_history_key());
    LaneRow row = read_lane(sql, asks_clock);
    // Where the database can tell, the lane's first time is its word.
    if (is_new && row.database_now) {
      row.batch_time = *row.database_now;
      write_lane(sql, row);
    }
    auto time = std::make_unique<LaneTime>(clock, asks_clock, row.batch_time, read_known_start(sql), is_new);
    if (row.database_now) time->note_database_time(*row.database_now, asked_at);
    const auto known = time->look();
    if (known) write_known_start(sql, *known);
    hurry_timers(sql);
    set_standing_jobs(sql, standing_jobs, row.batch_time);
    Found found{{{row.epoch, row.head}, row.digest, row.history_key}, std::move(time), last_lost(sql), next_due(sql),
                next_job(sql)};
    database.commit();
    if (known) found.time->kept(*known);
    return found;
  } catch (...) {
    database.rollback();
    throw;
  }
}

}  // namespace

Lane::Lane(Database& database, const MachineClock& clock, IdSource& ids, LaneOptions options, ApplyEvent apply,
           RunTimer run_timer, LaneObserver& observer)
    : database_(database),
      ids_(ids),
      options_(std::move(options)),
      apply_(std::move(apply)),
      run_timer_(std::move(run_timer)),
      observer_(observer),
      commands_(std::make_unique<CommandQueue>(options_.queue_count_max, options_.queue_bytes_max)),
      sweep_(std::make_unique<AnswerSweep>()),
      timers_at_most_(kTimersMax),
      delivery_step_(static_cast<std::size_t>(options_.delivery_count_max)) {
  const bool asks_clock = options_.asks_database_clock.value_or(database.has_clock());
  Found found = prepare(database, clock, asks_clock, ids, options_.standing_jobs);
  time_ = std::move(found.time);
  set_next_due(found.timer_at);
  set_next_job(found.job_at);
  trying_since_ = time_->now();
  if (found.lost_at) lost_at_us_ = found.lost_at->us;
  log_ = std::make_shared<OutboxLog>(options_.name, database, std::move(found.end));
}

Lane::~Lane() = default;

Result<void> Lane::check_room(const std::string& share, std::size_t bytes) const {
  const std::lock_guard lock(mutex_);
  return commands_->check_room(share, bytes, std::chrono::nanoseconds(pace_ns_));
}

Result<void> Lane::offer(Command command) {
  bool was_idle = false;
  {
    const std::lock_guard lock(mutex_);
    if (draining_)
      return refuse(Code::unavailable, "SHUTTING_DOWN", "The service is shutting down. Try again shortly.");
    const std::chrono::nanoseconds pace(pace_ns_);
    TRY_DO(commands_->check_room(command.share.empty() ? command.caller : command.share, command.bytes, pace));
    was_idle = commands_->empty();
    commands_->push(std::move(command));
  }
  if (was_idle) work_.notify_one();
  return {};
}

void Lane::offer(Delivery delivery, std::function<void(Result<void>)> done) {
  {
    const std::lock_guard lock(mutex_);
    if (deliveries_.size() < kDeliveriesMax) {
      deliveries_.push_back({std::move(delivery), std::move(done)});
      done = nullptr;
    }
  }
  if (done) return done(refuse(Code::overloaded, "QUEUE_FULL", "Too many deliveries are waiting."));
  work_.notify_one();
}

bool Lane::offer_alone(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (draining_) return false;
    alone_.push_back(std::move(work));
  }
  work_.notify_one();
  return true;
}

void Lane::wait(std::chrono::milliseconds at_most) {
  // While no time is confirmed, what was due by the last one that was is looked for whenever the lane wakes.
  if (const std::int64_t due_us = next_due_us_; due_us != kNever && time_->is_confirmed()) {
    const std::chrono::microseconds left{due_us - time_->now().us};
    at_most = std::clamp(std::chrono::ceil<std::chrono::milliseconds>(left), std::chrono::milliseconds(0), at_most);
  }
  if (is_chaining_) at_most = std::min(at_most, kBetweenChained);
  std::unique_lock lock(mutex_);
  const auto is_woken = [&] { return draining_ || !commands_->empty() || !deliveries_.empty() || !alone_.empty(); };
  work_.wait_for(lock, at_most, is_woken);
}

void Lane::drain() {
  {
    const std::lock_guard lock(mutex_);
    draining_ = true;
  }
  work_.notify_all();
}

std::size_t Lane::waiting_count() const {
  const std::lock_guard lock(mutex_);
  return commands_->count() + deliveries_.size() + alone_.size();
}

LogHead Lane::head() const { return log_->known_head(); }

std::optional<Instant> Lane::instant_in(std::int64_t us) {
  return us == kNever ? std::nullopt : std::optional(Instant{us});
}

std::optional<Instant> Lane::commits_lost_at() const { return instant_in(lost_at_us_); }

std::optional<Instant> Lane::server_changed_at() const { return instant_in(server_changed_at_us_); }

bool Lane::is_in_touch() const { return log_->is_known(); }

void Lane::expect_remote_commits() { log_->expect_remote_commits(); }

bool Lane::on_remote_commit(std::string_view notice) {
  const auto head = head_in_notice(notice);
  if (!head || head->epoch != log_->known_head().epoch) return false;
  log_->committed({*head});
  return true;
}

namespace {

// The executor may know better by now, so what was found only ever makes it look sooner.
void look_sooner(std::atomic<std::int64_t>& next_us, const std::optional<Instant>& found) {
  std::int64_t known_us = next_us;
  while (found && found->us < known_us && !next_us.compare_exchange_weak(known_us, found->us)) {
  }
}

}  // namespace

void Lane::poll_remote_commits() {
  const LogEnd known = log_->known_end();
  const auto session = database_.read();
  const auto asked_at = time_->before_asking();
  const LaneRow row = read_lane(session->sql(), time_->asks_database());
  if (row.database_now) time_->note_database_time(*row.database_now, asked_at);
  look_sooner(next_due_us_, next_due(session->sql()));
  look_sooner(next_job_us_, next_job(session->sql()));
  // What this process has seen committed has to be there still.
  const HistoryPoint seen{row.epoch, known.head.position, known.digest};
  if (log_->has_left(row.epoch) || (row.epoch == known.head.epoch &&
                                    compare_history(session->sql(), seen).standing == Standing::differs))
    log_->note_witness(seen);
  if (!row.is_chained()) is_chain_whole_ = false;
  log_->committed({{row.epoch, row.head}, row.digest, row.history_key});
  if (const auto lost_at = last_lost(session->sql())) lost_at_us_ = lost_at->us;
  look_for_server(session->sql());
}

// Who may not ask, or of what can't tell, does without: nothing else depends on it.
void Lane::look_for_server(Sql& sql) {
  const KnownServer known = read_server(sql);
  if (known.changed_at) server_changed_at_us_ = known.changed_at->us;
  if (!may_ask_server_) return;
  try {
    std::string found = database_.server(sql);
    if (found == known.server || found.empty()) return;
    const std::lock_guard lock(mutex_);
    server_found_ = std::move(found);
  } catch (const EngineError& error) {
    if (is_trouble(error)) throw;
    may_ask_server_ = false;
    observer_.batch_failed(std::string("which server the database is on can't be asked: ") + error.what());
  }
}

std::shared_ptr<EventLog> Lane::log() { return log_; }

// Whether the time can be told has to be known before anything is decided by it. What confirms it is kept, so that it
// outlives the process.
void Lane::judge_clock() {
  const auto now = std::chrono::steady_clock::now();
  if (const auto known = time_->look(); known && now >= keep_start_at_) {
    try {
      std::optional<Instant> due;
      transact([&](Sql& sql) {
        write_known_start(sql, *known);
        hurry_timers(sql);  // those that failed may have been put off by a wrong time
        due = next_due(sql);
      });
      time_->kept(*known);
      set_next_due(due);
    } catch (const EngineError& error) {
      observer_.batch_failed(error.what());
      keep_start_at_ = now + kTellClockEvery;  // it holds without, as long as this process runs
    }
  }
  const ClockState state = time_->state();
  const bool is_news = state.standing != clock_announced_.standing;
  if (!is_news && (state.is_trusted() || now - clock_announced_at_ < kTellClockEvery)) return;
  clock_announced_ = state;
  clock_announced_at_ = now;
  observer_.clock_judged(state);
}

bool Lane::run_once() {
  judge_clock();
  settle_witness();
  settle_server_change();
  const bool commands = run_commands();
  const bool delivery = run_delivery();
  const bool alone = run_alone();
  const bool is_busy = commands || delivery || alone;
  extend_chain(is_busy);
  return is_busy;
}

void Lane::transact(const std::function<void(Sql&)>& work) {
  database_.begin();
  try {
    work(database_.writer());
    database_.commit();
  } catch (...) {
    database_.rollback();
    throw;
  }
}

bool Lane::run_alone() {
  std::function<void()> work;
  {
    const std::lock_guard lock(mutex_);
    if (alone_.empty()) return false;
    work = std::move(alone_.front());
    alone_.pop_front();
  }
  work();
  return true;
}

}  // namespace opora
