#include "feedback/domain/wave.h"

#include <algorithm>

namespace opora::feedback {

bool is_over(const Wave& wave) {
  return wave.status == WaveStatus::opened || wave.status == WaveStatus::destroyed || wave.status == WaveStatus::lost;
}

bool is_before_answers(const Wave& wave) {
  return wave.status == WaveStatus::draft || wave.status == WaveStatus::scheduled;
}

bool takes_answers_yet(const Wave& wave) { return is_before_answers(wave) || wave.status == WaveStatus::answering; }

const Wave* wave_at(std::span<const Wave> waves, Moment moment) {
  const auto found = std::ranges::find(waves, moment, &Wave::moment);
  return found == waves.end() ? nullptr : &*found;
}

}  // namespace opora::feedback
