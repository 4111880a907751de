// Feedback's log as it grows, with the rulebook at hand: what becomes of a wave, in which order and not before its
// time, and nothing of anybody.
#pragma once

#include <vector>

#include "opora/feedback/v1/events.pb.h"
#include "platform/events/log/event_log.h"
#include "simulation/asking.h"
#include "simulation/network.h"
#include "simulation/trace.h"
#include "simulation/verdict.h"

namespace opora::simulation {

class ToldWaves {
 public:
  ToldWaves(Asking& asking, const Network& network, Verdict& verdict, Trace& trace)
      : asking_(asking), network_(network), verdict_(verdict), trace_(trace) {}

  // The last event that was read.
  std::int64_t position() const { return position_; }
  // Those that follow, which the log has got since the last time. `now` is the time, by a clock that is right.
  void read(const std::vector<LogRecord>& log, Instant now);

 private:
  void read_one(const LogRecord& record, Instant now);
  void read(const feedback::v1::WaveScheduled& event);
  void read(const feedback::v1::WaveOpenedForAnswers& event, Instant now);
  void read(const feedback::v1::WaveReminded& event);
  void read(const feedback::v1::WaveClosed& event, Instant time, Instant now);
  void read(const feedback::v1::WaveCounted& event, Instant time);
  void read(const feedback::v1::WaveOpened& event);
  void read(const feedback::v1::WaveDestroyed& event);
  void expect_nobody(const LogRecord& record);
  void expect(bool so, const char* invariant, const std::string& wave);
  // What was drafted of it; null if nobody has.
  const KnownSeries* series_of(const std::string& wave) const;
  const KnownWave* known(const std::string& wave) const;

  Asking& asking_;
  const Network& network_;
  Verdict& verdict_;
  Trace& trace_;
  std::int64_t position_ = 0;
};

}  // namespace opora::simulation
