// Whether somebody who holds a token can answer a wave.
#pragma once

#include "feedback/domain/wave.h"
#include "platform/result/result.h"

namespace opora::feedback {

// What is known of a token.
struct TokenStanding {
  bool is_of_wave = false;        // a sheet has it for this wave
  bool is_of_other_wave = false;  // a sheet has it for another wave of the series
  bool is_spent = false;
};

enum class Answering {
  now,
  recorded_before,  // looks like now
};

// Refused with WAVE_NOT_OPEN_YET, SHEET_TOKEN_OF_OTHER_WAVE, SHEET_TOKEN_UNKNOWN, SHEET_TOKEN_VOID and WAVE_CLOSED.
// Once the wave is over a token that was used and one that was not are answered alike: whoever finds somebody's sheet
// then can't tell whether they have answered.
Result<Answering> decide_answering(WaveStatus status, const TokenStanding& token);

// The wave closed while the answers were on their way.
tl::unexpected<Error> refuse_void();

}  // namespace opora::feedback
