// Which history the log holds. Events without a digest get theirs; and what somebody has read and the database holds no
// more is found out before another event is given the same position.
#include "platform/lane/batch.h"
#include "platform/lane/outbox.h"
#include "platform/lane/relay_lease.h"

namespace opora {
namespace {

constexpr int kChainedAtOnce = 500;  // a transaction
constexpr std::chrono::seconds kChainAgainAfter{1};

}  // namespace

// This process has seen more committed than the database holds now: it is another one, which took over without the last
// commits, or an older copy. Nothing is written before that is settled.
void Lane::require_history(const Batch& batch) {
  const LogHead known = log_->known_head();
  const LogHead found = batch.head();
  if (found.epoch != known.epoch || found.position >= known.position) return;
  log_->note_witness({known.epoch, known.position, ""});
  throw EngineError(EngineError::Kind::busy, "the database has lost commits that were seen");
}

// A witness is believed by what the database itself says of it, in the lane's turn.
void Lane::hear_witness() {
  const auto read = log_->take_witness();
  if (!read) return;
  try {
    Batch batch(database_, *time_);
    const LogHead head = batch.head();
    if (head.epoch != read->epoch || compare_history(batch.sql(), *read) != Standing::differs) return;
    batch.begin_epoch({ids_.next(batch.now()), head.position, read->position});
    rewind_relay(batch.sql(), head.position);  // more may have been carried of what is lost
    commit(batch, nullptr);
    observer_.commits_lost(head.position, read->position);
  } catch (const std::exception& error) {
    observer_.batch_failed(error.what());  // who has seen it says so again
  }
}

// A piece at a time, behind what an older build, now or before, has written without. Nothing waits for it.
void Lane::extend_chain() {
  if (is_chain_whole_ || time_->steps_aside() || steady_now() < chain_at_) return;
  try {
    Batch batch(database_, *time_);
    if (batch.is_chained() || batch.history_key().empty()) {
      is_chain_whole_ = true;
      chained_up_to_.reset();
      return;
    }
    if (!chained_up_to_) chained_up_to_ = chained_up_to(batch.sql(), batch.head().position);
    const auto made = chain_next(batch.sql(), batch.history_key(), *chained_up_to_, kChainedAtOnce);
    batch.touch_quietly();
    commit(batch, nullptr);
    *chained_up_to_ += static_cast<std::int64_t>(made);
  } catch (const std::exception& error) {
    chained_up_to_.reset();
    chain_at_ = steady_now() + kChainAgainAfter;
    observer_.batch_failed(error.what());
  }
}

}  // namespace opora
