// What a lane tells whoever measures it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "platform/lane/delivery.h"
#include "platform/lane/lane_time.h"

namespace opora {

// Which bound a batch came to while there was more to do.
enum class BatchBound { bytes, rows, time };

// What a lane does, for whoever measures it. Called from the executor's thread.
struct LaneObserver {
  virtual ~LaneObserver() = default;
  virtual void batch_committed(std::size_t /*commands*/, std::size_t /*events*/, std::chrono::nanoseconds /*took*/) {}
  virtual void batch_cut(BatchBound) {}
  virtual void batch_failed(const std::string& /*why*/) {}
  virtual void delivered(const std::string& /*source*/, std::int64_t /*position*/, std::size_t /*events*/) {}
  virtual void parked(const Parked&) {}
  // How the clock stands has changed; and each minute while it can't be trusted.
  virtual void clock_judged(const ClockState&) {}
  // The lane's time was ahead of every clock, told by one that was wrong; it has been put back by so much.
  virtual void time_put_right(std::chrono::microseconds /*by*/) {}
  // The database has lost events that somebody had read, up to `up_to_position`. The log goes on under another epoch,
  // after `after_position`: what was written in place of the lost events lies before that.
  virtual void commits_lost(std::int64_t /*after_position*/, std::int64_t /*up_to_position*/) {}
  // The database is on another server now, or in another of that one's lives: a standby has taken over. If commits were
  // lost with it that others have read, commits_lost() follows.
  virtual void server_changed(const std::string& /*from*/, const std::string& /*to*/) {}
};

}  // namespace opora
