// What the parts of a lane share.
#pragma once

#include <atomic>
#include <chrono>

#include "platform/ids/ids.h"
#include "platform/lane/atomic_instant.h"
#include "platform/lane/lane_observer.h"
#include "platform/lane/lane_options.h"
#include "platform/lane/lane_time.h"
#include "platform/lane/outbox.h"
#include "platform/sql/database.h"

namespace opora {

// What was last heard of the database, for whoever does not ask it. Thread-safe.
struct LastKnown {
  // When a timer, and a job, is to be looked for, by the lane's time. Too early costs a look.
  AtomicInstant timer_at, job_at;
  AtomicInstant lost_at;                     // commits were found to be lost
  std::atomic<bool> is_chain_whole = false;  // as far as is known: every event has its digest
};

// Each part holds a copy; what it refers to is the lane's, and outlives them.
struct LaneParts {
  Database& database;
  LaneTime& time;
  IdSource& ids;
  const LaneOptions& options;
  LaneObserver& observer;
  OutboxLog& log;
  LastKnown& known;

  // What the steps are timed by.
  std::chrono::steady_clock::time_point steady_now() const {
    return options.steady_now ? options.steady_now() : std::chrono::steady_clock::now();
  }
};

}  // namespace opora
