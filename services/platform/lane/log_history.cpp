#include "platform/lane/log_history.h"

#include "platform/lane/outbox.h"
#include "platform/lane/relay_lease.h"

namespace opora {
namespace {

constexpr int kChainedAtOnce = 100;  // a transaction
constexpr std::chrono::seconds kBesideOtherWork{1};  // between two of them

}  // namespace

// This process has seen something else committed than the database holds now: it is another one, which took over
// without the last commits, or an older copy. Nothing is written before that is settled. What others have committed
// over it since is found by whoever looks around.
void require_history(const LaneParts& lane, const Batch& batch) {
  const LogEnd known = lane.log.known_end();
  const LogEnd found = batch.end();
  const bool is_other = found.head.position == known.head.position && !found.digest.empty() && !known.digest.empty() &&
                        found.digest != known.digest;
  const bool has_lost =
      found.head.epoch == known.head.epoch && (found.head.position < known.head.position || is_other);
  if (!has_lost && !lane.log.has_left(found.head.epoch)) return;
  lane.log.note_witness({found.head.epoch, known.head.position, known.digest});
  throw EngineError(EngineError::Kind::busy, "the database has lost commits that were seen");
}

// A witness is believed as far as the database, in the lane's turn, does not hold what it has read.
void LogHistory::settle_witness() {
  const auto read = lane_.log.take_witness();
  if (!read) return;
  try {
    Batch batch(lane_.database, lane_.time);
    const LogHead head = batch.head();
    const bool has_lost =
        head.epoch == read->epoch && compare_history(batch.sql(), *read).standing == Standing::differs;
    if (!has_lost && !lane_.log.has_left(head.epoch)) return;
    batch.begin_epoch({lane_.ids.next(batch.now()), head.position, read->position});
    rewind_relay(batch.sql(), head.position);  // more may have been carried of what is lost
    writer_.commit(batch);
    lane_.known.lost_at.set(batch.now());
    lane_.observer.commits_lost(head.position, read->position);
  } catch (const std::exception& error) {
    lane_.observer.batch_failed(error.what());  // who has seen it says so again
  }
}

// Behind what an older build, now or before, has written without: a piece at a time, when nothing else is to be done,
// or now and then beside it.
void LogHistory::extend_chain(bool is_busy) {
  if (lane_.known.is_chain_whole || lane_.time.steps_aside() || lane_.steady_now() < chain_at_) return;
  is_chaining_ = false;
  chain_at_ = lane_.steady_now();
  try {
    Batch batch(lane_.database, lane_.time);
    lane_.known.is_chain_whole = batch.is_chained() || batch.history_key().empty();
    if (lane_.known.is_chain_whole) return;
    // It is looked for anew: another database may have taken over.
    chain_next(batch.sql(), batch.history_key(), chained_up_to(batch.sql(), batch.head().position), kChainedAtOnce);
    batch.touch_quietly();
    writer_.commit(batch);
    is_chaining_ = true;
    if (is_busy) chain_at_ += kBesideOtherWork;
  } catch (const std::exception& error) {
    chain_at_ += kBesideOtherWork;
    lane_.observer.batch_failed(error.what());
  }
}

}  // namespace opora
