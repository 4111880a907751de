#include "platform/service/position_waiter.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "platform/limits/share.h"

namespace opora {

void PositionWaiter::run_once_reached(const std::shared_ptr<PreparedCall>& prepared) {
  if (prepared->seen.empty() || has_reached(prepared->seen)) return runner_.run(prepared);
  const auto at_latest = prepared->started + parts_.options.wait_for_positions_at_most;
  const Place place = take_place({prepared, std::min(prepared->deadline.value_or(at_latest), at_latest)});
  // The position may have been reached in between.
  if (place == Place::taken) return release();
  gate_.turn_away_full(*prepared, place == Place::share_full);
}

PositionWaiter::Place PositionWaiter::take_place(Waiting waiting) {
  const auto most = static_cast<std::size_t>(parts_.options.waiting_for_positions_max);
  const std::string& share = waiting.prepared->share;
  const std::lock_guard lock(mutex_);
  const std::size_t all = waiting_.size();
  if (all >= most) return Place::full;
  const auto is_theirs = [&](const Waiting& each) { return each.prepared->share == share; };
  // Few can be nobody's too large share, and need not be counted.
  if (!has_share(all, all, most) &&
      !has_share(static_cast<std::size_t>(std::ranges::count_if(waiting_, is_theirs)), all, most))
    return Place::share_full;
  waiting_.push_back(std::move(waiting));
  return Place::taken;
}

void PositionWaiter::release() {
  std::vector<Waiting> released;
  bool some_stay = false;
  const auto now = std::chrono::steady_clock::now();
  {
    const std::lock_guard lock(mutex_);
    const auto stays = [&](const Waiting& each) {
      return !parts_.stopping && each.deadline > now && !has_reached(each.prepared->seen) &&
             !is_beyond(*each.prepared);
    };
    const auto leaving = std::stable_partition(waiting_.begin(), waiting_.end(), stays);
    std::move(leaving, waiting_.end(), std::back_inserter(released));
    waiting_.erase(leaving, waiting_.end());
    some_stay = !waiting_.empty();
  }
  if (some_stay)
    for (const auto& follower : followers_) follower->hurry();
  for (const Waiting& each : released) {
    if (has_reached(each.prepared->seen))
      runner_.run(each.prepared);
    else
      turn_away(*each.prepared, each.deadline > now);
  }
}

void PositionWaiter::turn_away(PreparedCall& prepared, bool is_in_time) {
  if (parts_.stopping) return gate_.turn_away(prepared, shutting_down());
  if (is_in_time)
    return gate_.turn_away(prepared, {Code::invalid, "SEEN_AHEAD",
                                      "What the call says was seen, opora-seen, lies behind the end of that log."});
  gate_.turn_away(prepared, {Code::deadline, "POSITION_NOT_REACHED",
                             "What you saw before has not arrived here yet. Try again shortly."});
}

// Positions of logs that this service does not follow, or of another life of a log, can't be waited for.
bool PositionWaiter::has_reached(const std::map<std::string, LogHead>& seen) const {
  return std::all_of(followers_.begin(), followers_.end(), [&](const auto& follower) {
    const auto wanted = seen.find(follower->name());
    if (wanted == seen.end()) return true;
    const HistoryPoint position = follower->position();
    const bool same_life = position.epoch.empty() || position.epoch == wanted->second.epoch;
    return !same_life || position.position >= wanted->second.position;
  });
}

// One that no log has come to yet, as its owner told after the call had come: nobody can have seen it.
bool PositionWaiter::is_beyond(const PreparedCall& prepared) const {
  return std::any_of(followers_.begin(), followers_.end(), [&](const auto& follower) {
    const auto wanted = prepared.seen.find(follower->name());
    const Follower::Heard heard = follower->heard();
    return wanted != prepared.seen.end() && wanted->second.epoch == heard.head.epoch &&
           wanted->second.position > heard.head.position &&
           heard.at > prepared.started + parts_.options.heads_are_late_at_most;
  });
}

}  // namespace opora
