// What becomes of a wave in time: it is scheduled, opens, closes, is counted, opened by a keeper, or lost. Each step is
// a wave in a state and what is told of it; where the state is another one there is no step.
#pragma once

#include <optional>

#include "feedback/domain/events.h"
#include "feedback/domain/wave.h"
#include "platform/result/result.h"

namespace opora::feedback {

struct WaveStep {
  Wave wave;
  Events events;
};

// A draft whose keepers have both confirmed, with its key.
std::optional<WaveStep> schedule(Wave wave, const Subject& about, std::string public_key,
                                 SealedForKeepers private_key);

// A wave that is scheduled opens for answers. Where its time is over by then it closes without any.
std::optional<WaveStep> begin_answering(Wave wave, const Series& series, Instant now);

// It is time to remind. Changes nothing.
Events remind(const Wave& wave);

// A wave that takes answers closes; with fewer than kAnswersMin answers, of which nobody is told how many they are, it
// is destroyed.
std::optional<WaveStep> close(Wave wave, std::int64_t answered_count, Instant now);

// When a closed wave is counted.
Instant counted_at(const Wave& wave, const Series& series);
std::optional<WaveStep> count(Wave wave, Eligible eligible);

// There are more answers than people who could have answered, whoever they are: no shares are shown.
bool has_more_answers_than_eligible(const Wave& wave);

// Somebody closes it by hand. Refused with CLOSES_BY_ITSELF and WAVE_NOT_OPEN_YET; nothing to do where it is closed.
Result<void> check_close(const Wave& wave, const Series& series);

// Both passphrases are lost; nothing where that was said before. Refused with WAVE_NOT_OPEN_YET, WAVE_STILL_OPEN,
// WAVE_OPENED and WAVE_DESTROYED.
Result<std::optional<WaveStep>> give_up(Wave wave);

}  // namespace opora::feedback
