// The order of a turn, and what the lane is made of. Each part says in its header what it promises.
#include "platform/lane/lane.h"

#include <algorithm>
#include <span>
#include <utility>

#include "platform/events/log/history.h"
#include "platform/lane/apply_event.h"
#include "platform/lane/batch_writer.h"
#include "platform/lane/clock_watch.h"
#include "platform/lane/command_run.h"
#include "platform/lane/consumed.h"
#include "platform/lane/due_timers.h"
#include "platform/lane/event_applier.h"
#include "platform/lane/inbox.h"
#include "platform/lane/jobs.h"
#include "platform/lane/lane_parts.h"
#include "platform/lane/leased_jobs.h"
#include "platform/lane/log_history.h"
#include "platform/lane/outbox.h"
#include "platform/lane/parked_events.h"
#include "platform/lane/sealed_writes.h"
#include "platform/lane/server_watch.h"
#include "platform/lane/timers.h"

namespace opora {
namespace {

// While events get the digests that they lack.
constexpr std::chrono::milliseconds kBetweenChained{5};

struct Found {
  LogEnd end;
  std::unique_ptr<LaneTime> time;
  std::optional<Instant> lost_at, timer_at, job_at;
};

// Makes the lane's row if the database is new; finds where the log ends, when a timer and a job are due next, and what
// time it is.
Found prepare(Database& database, const MachineClock& clock, bool asks_clock, IdSource& ids,
              const LaneOptions& options) {
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
    // The lane's last time may be one of a clock that was wrong: then nothing is put off until that.
    const Instant now = time->is_confirmed() ? std::min(row.batch_time, time->now()) : row.batch_time;
    set_standing_jobs(sql, options.standing_jobs, now, options.job_lease);
    Found found{{{row.epoch, row.head}, row.digest, row.history_key}, std::move(time), last_lost(sql), next_due(sql),
                next_job(sql)};
    if (found.job_at) found.job_at = std::min(*found.job_at, now);  // and whoever was is found
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
      options_(std::move(options)),
      apply_(std::move(apply)),
      inbox_(std::make_unique<Inbox>(options_)),
      known_(std::make_unique<LastKnown>()) {
  const bool asks_clock = options_.asks_database_clock.value_or(database.has_clock());
  Found found = prepare(database, clock, asks_clock, ids, options_);
  time_ = std::move(found.time);
  known_->timer_at.set(found.timer_at);
  known_->job_at.set(found.job_at);
  known_->lost_at.set(found.lost_at);
  log_ = std::make_shared<OutboxLog>(options_.name, database, std::move(found.end));
  const LaneParts parts{database, *time_, ids, options_, observer, *log_, *known_};
  server_ = std::make_unique<ServerWatch>(parts);
  clock_ = std::make_unique<ClockWatch>(parts);
  writer_ = std::make_unique<BatchWriter>(parts);
  history_ = std::make_unique<LogHistory>(parts, *writer_);
  timers_ = std::make_unique<DueTimers>(parts, *writer_, std::move(run_timer));
  commands_ = std::make_unique<CommandRun>(parts, *writer_, *history_, *inbox_, *timers_);
  events_ = std::make_unique<EventApplier>(parts, *writer_, *inbox_, apply_);
  parked_ = std::make_unique<ParkedEvents>(parts, *writer_, apply_);
  jobs_ = std::make_unique<LeasedJobs>(parts, *writer_);
  sealed_ = std::make_unique<SealedWrites>(parts, *writer_, *inbox_);
}

Lane::~Lane() = default;

Result<void> Lane::check_room(const std::string& share, std::size_t bytes) const {
  return inbox_->check_room(share, bytes);
}

Result<void> Lane::offer(Command command) { return inbox_->offer(std::move(command)); }

void Lane::offer(Delivery delivery, std::function<void(Result<void>)> done) {
  inbox_->offer(std::move(delivery), std::move(done));
}

bool Lane::offer_alone(std::function<void()> work) { return inbox_->offer_alone(std::move(work)); }

Result<void> Lane::offer_sealed(SealedWork work) { return inbox_->offer_sealed(std::move(work)); }

void Lane::wait(std::chrono::milliseconds at_most) {
  // While no time is confirmed, what was due by the last one that was is looked for whenever the lane wakes.
  if (const auto due = known_->timer_at.get(); due && time_->is_confirmed()) {
    const std::chrono::microseconds left{due->us - time_->now().us};
    at_most = std::clamp(std::chrono::ceil<std::chrono::milliseconds>(left), std::chrono::milliseconds(0), at_most);
  }
  if (history_->is_chaining()) at_most = std::min(at_most, kBetweenChained);
  inbox_->wait(at_most);
}

void Lane::drain() { inbox_->drain(); }

std::size_t Lane::waiting_count() const { return inbox_->waiting_count(); }

std::size_t Lane::sealed_waiting_count() const { return inbox_->sealed_waiting_count(); }

LogHead Lane::head() const { return log_->known_head(); }

std::optional<Instant> Lane::commits_lost_at() const { return known_->lost_at.get(); }

std::optional<Instant> Lane::server_changed_at() const { return server_->changed_at(); }

bool Lane::is_in_touch() const { return log_->is_known(); }

void Lane::expect_remote_commits() { log_->expect_remote_commits(); }

bool Lane::on_remote_commit(std::string_view notice) {
  const auto head = head_in_notice(notice);
  if (!head || head->epoch != log_->known_head().epoch) return false;
  log_->committed({*head});
  return true;
}

void Lane::poll_remote_commits() {
  const LogEnd known = log_->known_end();
  const auto session = database_.read();
  const auto asked_at = time_->before_asking();
  const LaneRow row = read_lane(session->sql(), time_->asks_database());
  if (row.database_now) time_->note_database_time(*row.database_now, asked_at);
  // The executor may know better by now, so what was found only ever makes it look sooner.
  known_->timer_at.hurry(next_due(session->sql()));
  known_->job_at.hurry(next_job(session->sql()));
  // A time that was wrong may have put off all that stands; whoever takes jobs puts it right, though nobody writes.
  if (time_->after(row.batch_time) < row.batch_time) known_->job_at.hurry(time_->now());
  // What this process has seen committed has to be there still.
  const HistoryPoint seen{row.epoch, known.head.position, known.digest};
  if (log_->has_left(row.epoch) || (row.epoch == known.head.epoch &&
                                    compare_history(session->sql(), seen).standing == Standing::differs))
    log_->note_witness(seen);
  if (!row.is_chained()) known_->is_chain_whole = false;
  log_->committed({{row.epoch, row.head}, row.digest, row.history_key});
  if (const auto lost_at = last_lost(session->sql())) known_->lost_at.set(lost_at);
  server_->look(session->sql());
}

std::shared_ptr<EventLog> Lane::log() { return log_; }

bool Lane::run_once() {
  clock_->judge();
  history_->settle_witness();
  server_->settle();
  const bool commands = commands_->run();
  const bool sealed = run_sealed();
  const bool delivery = events_->run();
  const bool alone = run_alone();
  const bool is_busy = commands || sealed || delivery || alone;
  history_->extend_chain(is_busy);
  return is_busy;
}

bool Lane::run_sealed() { return sealed_->run(); }

std::vector<Job> Lane::take_jobs(int at_most) { return jobs_->take(at_most); }

void Lane::put_off_jobs(std::vector<Job> jobs) { jobs_->put_off(std::move(jobs), timers_->trying_since()); }

Consumed Lane::consumed(const std::string& source) { return consumed_position(database_.read()->sql(), source); }

void Lane::note_stopped(const std::string& source, const std::string& reason) {
  transact([&](Sql& sql) { write_stopped(sql, source, reason); });
}

bool Lane::is_noted_stopped(const std::string& source) {
  return opora::is_noted_stopped(database_.read()->sql(), source);
}

bool Lane::has_read_all_at_first(const std::string& source) {
  return opora::has_read_all_at_first(database_.read()->sql(), source);
}

std::int64_t Lane::first_head(const std::string& source) {
  return opora::first_head(database_.read()->sql(), source).value_or(0);
}

std::optional<std::int64_t> Lane::learnt_until(const std::string& source) {
  const std::int64_t revision = relearnt(options_, source).revision;
  if (revision == 0) return {};
  const Learnt learnt = learnt_by(database_.read()->sql(), source, revision);
  return learnt.position < learnt.consumed ? std::optional(learnt.position) : std::nullopt;
}

std::vector<Parked> Lane::parked(int limit) { return parked_first(database_.read()->sql(), limit); }

bool Lane::retry_parked(EventRetry& retry) { return parked_->retry(retry); }

std::optional<std::string> Lane::skip_parked(const std::string& source, std::int64_t position) {
  return parked_->skip(source, position);
}

void Lane::transact(const std::function<void(Sql&)>& work) { opora::transact(database_, work); }

bool Lane::run_alone() {
  const auto work = inbox_->take_alone();
  if (work) (*work)();
  return work.has_value();
}

}  // namespace opora
