// Calls that wait until what their callers have seen of other services' logs has arrived here.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/events/delivery/follower.h"
#include "platform/service/call_gate.h"
#include "platform/service/call_runner.h"
#include "platform/service/service_parts.h"

namespace opora {

// From any thread; blocks nobody.
class PositionWaiter {
 public:
  // `followers`, all added before the first call comes, `gate` and `runner` outlive it.
  PositionWaiter(const ServiceParts& parts, const std::vector<std::unique_ptr<Follower>>& followers, CallGate& gate,
                 CallRunner& runner)
      : parts_(parts), followers_(followers), gate_(gate), runner_(runner) {}

  // Runs a call once all it has seen is here, at once if it is. Turns it away with POSITION_NOT_REACHED when its
  // deadline comes before that, or HostOptions::wait_for_positions_at_most is over; with SEEN_AHEAD when there is no
  // such position; with QUEUE_FULL or SHARE_FULL where there is no place to wait; with SHUTTING_DOWN.
  void run_once_reached(const std::shared_ptr<PreparedCall>& prepared);
  // Lets go whoever has nothing to wait for any more. Called whenever a position may have moved, and now and then for
  // the deadlines.
  void release();

 private:
  struct Waiting {
    std::shared_ptr<PreparedCall> prepared;
    std::chrono::steady_clock::time_point deadline;
  };
  enum class Place { taken, full, share_full };
  Place take_place(Waiting waiting);
  void turn_away(PreparedCall& prepared, bool is_in_time);
  bool has_reached(const std::map<std::string, LogHead>& seen) const;
  bool is_beyond(const PreparedCall& prepared) const;

  const ServiceParts parts_;
  const std::vector<std::unique_ptr<Follower>>& followers_;
  CallGate& gate_;
  CallRunner& runner_;
  std::mutex mutex_;  // guards what follows
  std::vector<Waiting> waiting_;
};

}  // namespace opora
