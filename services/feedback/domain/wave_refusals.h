// What is said of a wave that is not in the state for something, in the same words wherever it is.
#pragma once

#include "feedback/domain/wave.h"
#include "platform/result/result.h"

namespace opora::feedback {

tl::unexpected<Error> refuse_not_open_yet();

// Whether it is closed, counted or not, and neither opened nor gone. Refused with WAVE_NOT_OPEN_YET, WAVE_STILL_OPEN,
// WAVE_OPENED and WAVE_DESTROYED, which is said of a lost one as well.
Result<void> check_closed(const Wave& wave);

// The same, and that it is counted: else WAVE_NOT_COUNTED.
Result<void> check_counted(const Wave& wave);

// Whether a keeper has opened it. Refused with WAVE_NOT_OPENED.
Result<void> check_opened(const Wave& wave);

}  // namespace opora::feedback
