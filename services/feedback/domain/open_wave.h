// Opening a wave: who may, and when what was read of it may take effect.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "feedback/domain/wave_steps.h"

namespace opora::feedback {

// Whether this opening may still add to what it has read. Refused with OPENING_INTERRUPTED, where another one has begun
// or the wave is in another state by now.
Result<void> check_opening(const Wave& wave, const OpeningId& opening);

// Where each page ends, of so many answers with `most` on a page. What a page stages is seen to have come together,
// sheets and texts: so all are of one size, but for one answer, and none is left with the last few.
std::vector<std::size_t> page_ends(std::size_t count, std::size_t most);

// What was read, and what there was.
struct ReadAnswers {
  std::int64_t staged_count = 0;
  std::int64_t sealed_count = 0;
  std::int64_t unreadable_count = 0;
};

inline constexpr const char* kTooFewReadable = "TOO_FEW_READABLE";

// The wave, opened; its key is gone. Refused with OPENING_INTERRUPTED unless everything that was sealed was read, and
// with TOO_FEW_READABLE where fewer than kAnswersMin of it make sense: whoever can spoil what is sealed would else have
// a keeper open one person's answers alone.
Result<WaveStep> finish_opening(Wave wave, const OpeningId& opening, const ReadAnswers& read, const std::string& by,
                                Instant now);

}  // namespace opora::feedback
