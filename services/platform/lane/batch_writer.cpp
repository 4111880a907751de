#include "platform/lane/batch_writer.h"

#include <cstdlib>
#include <utility>

#include "platform/faults/failpoint.h"
#include "platform/lane/jobs.h"

namespace opora {
namespace {

constexpr std::chrono::seconds kPruneEvery{1};

}  // namespace

bool BatchWriter::is_full(const Batch& batch, std::chrono::steady_clock::time_point until) const {
  if (batch.row_count() >= lane_.options.rows_max) {
    lane_.observer.batch_cut(BatchBound::rows);
    return true;
  }
  if (lane_.steady_now() < until) return false;
  lane_.observer.batch_cut(BatchBound::time);
  return true;
}

void BatchWriter::prune_answers(Batch& batch) {
  if (!batch.is_confirmed() || batch.now() < next_prune_) return;
  const auto cutoff = batch.now() - std::chrono::duration_cast<std::chrono::microseconds>(lane_.options.remember);
  if (sweep_.step(batch.sql(), cutoff) > 0) return batch.touch_quietly();  // there may be more: the next batch goes on
  next_prune_ = batch.now() + kPruneEvery;
}

void BatchWriter::commit(Batch& batch) {
  end(batch, nullptr);
  note_committed(batch);
}

void BatchWriter::commit(Batch& batch, Answers& answers, bool& is_committed) {
  end(batch, &answers);
  is_committed = true;
  note_committed(batch);
}

// Every commit passes here. One whose outcome nobody knows ends the process.
void BatchWriter::end(Batch& batch, Answers* answers) {
  try {
    // What was due by a wrong clock would be, years from now. First, so that a job which the batch sets stays so.
    if (batch.puts_time_right())
      set_standing_jobs(batch.sql(), lane_.options.standing_jobs, batch.time_left(), lane_.options.job_lease);
    batch.commit(answers);
  } catch (const EngineError& error) {
    if (error.kind() == EngineError::Kind::outcome_unknown) {
      // Should it have happened, its timers and jobs show by their rows, and whoever looks around finds its events.
      lane_.known.timer_at.set(lane_.time.now());
      lane_.known.job_at.set(lane_.time.now());
    }
    throw;
  } catch (const CommitLost& lost) {
    end_process(lost.what());
  }
}

void BatchWriter::end_process(const std::string& why) const {
  if (lane_.options.on_commit_lost) lane_.options.on_commit_lost(why);
  std::abort();
}

void BatchWriter::note_committed(Batch& batch) {
  if (!batch.is_chained()) lane_.known.is_chain_whole = false;
  slow_in_a_row_ = 0;
  others_write_ = batch.time_found() != std::exchange(time_left_, batch.time_left());
  if (batch.puts_time_right()) {
    next_prune_ = {};
    lane_.known.job_at.hurry(batch.time_left());
    lane_.observer.time_put_right(std::chrono::microseconds(batch.time_found().us - batch.time_left().us));
  }
  FAILPOINT("lane.committed");
  if (batch.timers_changed()) lane_.known.timer_at.set(batch.next_due());
  if (batch.jobs_changed()) lane_.known.job_at.set(batch.next_job());
  lane_.log.committed(batch.end());
}

}  // namespace opora
