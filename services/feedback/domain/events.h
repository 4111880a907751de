// What becomes of waves, as facts that others are told.
#pragma once

#include <variant>
#include <vector>

#include "feedback/domain/wave.h"

namespace opora::feedback {

struct WaveScheduled {
  Wave wave;
  Subject about;
  bool operator==(const WaveScheduled&) const = default;
};

struct WaveOpenedForAnswers {
  WaveId wave;
  bool operator==(const WaveOpenedForAnswers&) const = default;
};

struct WaveReminded {
  WaveId wave;
  Instant closes_at;
  bool operator==(const WaveReminded&) const = default;
};

struct WaveClosed {
  WaveId wave;
  bool operator==(const WaveClosed&) const = default;
};

struct WaveCounted {
  WaveId wave;
  std::int64_t answered_count = 0;
  Eligible eligible;
  bool operator==(const WaveCounted&) const = default;
};

struct WaveOpened {
  WaveId wave;
  bool operator==(const WaveOpened&) const = default;
};

struct WaveDestroyed {
  WaveId wave;
  bool passphrases_lost = false;
  bool operator==(const WaveDestroyed&) const = default;
};

using Event = std::variant<WaveScheduled, WaveOpenedForAnswers, WaveReminded, WaveClosed, WaveCounted, WaveOpened,
                           WaveDestroyed>;
using Events = std::vector<Event>;

}  // namespace opora::feedback
