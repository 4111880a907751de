#include "platform/lane/batch.h"

#include "platform/events/log/history.h"
#include "platform/faults/failpoint.h"
#include "platform/lane/jobs.h"
#include "platform/lane/timers.h"

namespace opora {

void require_clock(const LaneTime& time) {
  if (time.steps_aside())
    throw EngineError(EngineError::Kind::clock, "this machine's clock is far from the database's");
}

void transact(Database& database, const std::function<void(Sql&)>& work) {
  database.begin();
  try {
    work(database.writer());
    database.commit();
  } catch (...) {
    database.rollback();
    throw;
  }
}

Turn::Turn(Database& database) : database_(&database) {
  try {
    database.begin();
    database.await_lock();
  } catch (...) {
    database.rollback();
    throw;
  }
}

Turn::~Turn() {
  if (database_ != nullptr) database_->rollback();
}

Batch::Batch(Database& database, LaneTime& time, const Prefetch& first, std::optional<Turn> turn)
    : database_(database), identity_map_(database.writer()) {
  require_clock(time);
  first.want(identity_map_);
  if (turn) turn->hand_over();
  try {
    const auto asked_at = time.before_asking();
    if (!turn) database_.begin();
    std::optional<LaneRow> row;
    identity_map_.fetch_missing([&] {
      row = find_lane(sql(), time.asks_database());
      first.read(sql());
    });
    row_ = require_row(row);
    if (row_.database_now) time.note_database_time(*row_.database_now, asked_at);
    require_clock(time);
  } catch (...) {
    database_.rollback();
    throw;
  }
  time_found_ = row_.batch_time;
  head_found_ = row_.head;
  is_chained_ = row_.is_chained();
  is_confirmed_ = time.is_confirmed();
  now_ = time.after(row_.batch_time);
  if (is_confirmed_) row_.batch_time = now_;
}

Batch::~Batch() {
  if (open_) database_.rollback();
}

void Batch::absorb(Effects effects) {
  wrote_ = true;
  for (EventDraft& event : effects.events)
    records_.push_back(
        {++row_.head, row_.batch_time, std::move(event.type), std::move(event.key), std::move(event.payload)});
  std::move(effects.timers.begin(), effects.timers.end(), std::back_inserter(timers_));
  std::move(effects.jobs.begin(), effects.jobs.end(), std::back_inserter(jobs_));
}

void Batch::forget_timer(const std::string& id) {
  wrote_ = true;
  forgotten_timers_.push_back(id);
}

void Batch::postpone_timers(std::vector<Timer> timers, Instant trying_since) {
  wrote_ = true;
  postponed_timers_ = std::move(timers);
  trying_since_ = trying_since;
}

void Batch::forget_job(const std::string& id) {
  wrote_ = true;
  forgotten_jobs_.push_back(id);
}

void Batch::lease_jobs(std::vector<Job> jobs, Instant until) {
  wrote_ = wrote_ || !jobs.empty();
  for (Job& job : jobs) moved_jobs_.emplace_back(std::move(job), until);
}

// By the lane's own time, which was confirmed: by a wrong clock's it might be tried years from now.
void Batch::postpone_jobs(std::vector<Job> jobs, Instant trying_since) {
  wrote_ = wrote_ || !jobs.empty();
  for (Job& job : jobs) {
    const Instant try_at = try_again_at(job.due, trying_since, time_left());
    moved_jobs_.emplace_back(std::move(job), try_at);
  }
}

void Batch::begin_epoch(const LostEnd& lost) {
  touch();
  renew_epoch(sql(), lost.epoch);
  write_lost_end(sql(), lost, now_);
  row_.epoch = lost.epoch;
}

void Batch::chain_events() {
  if (records_.empty()) return;
  if (!is_chained_) return row_.digest.clear();
  for (LogRecord& record : records_)
    row_.digest = record.digest = digest_of(row_.history_key, row_.digest, record);
}

// Forgotten first: the command of a timer, or of what a job has found, may set it again.
void Batch::write_timers_and_jobs() {
  delete_timers(sql(), forgotten_timers_);
  write_timers(sql(), timers_);
  opora::postpone_timers(sql(), postponed_timers_, trying_since_, now());
  if (timers_changed()) next_due_ = opora::next_due(sql());
  delete_jobs(sql(), forgotten_jobs_);
  write_jobs(sql(), jobs_);
  move_jobs(sql(), moved_jobs_);
  if (jobs_changed()) next_job_ = opora::next_job(sql());
}

// What others can't see by the head alone, timers, jobs and consumers' positions, they look up.
void Batch::announce() {
  if (touched_ || timers_changed() || !jobs_.empty()) return database_.announce("");
  if (!records_.empty()) database_.announce(notice_of(head()));
}

void Batch::commit(Answers* answers) {
  if (!wrote_ && (answers == nullptr || !answers->added_any())) return;
  identity_map_.save_changed();
  FAILPOINT("lane.rows_written");
  chain_events();
  write_events(sql(), records_);
  FAILPOINT("lane.events_written");
  if (answers != nullptr) answers->write(sql(), now());
  write_timers_and_jobs();
  FAILPOINT("lane.answers_written");
  if (puts_time_right()) note_time_put_right(sql(), head_found_);
  write_lane(sql(), row_);
  FAILPOINT("lane.head_written");
  announce();
  try {
    database_.commit();
  } catch (const EngineError& error) {
    using Kind = EngineError::Kind;
    if (error.kind() == Kind::io || error.kind() == Kind::corrupt) throw CommitLost(error.what());
    throw;
  }
  open_ = false;
}

}  // namespace opora
