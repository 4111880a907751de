#include "feedback/domain/open_wave.h"

#include <utility>

namespace opora::feedback {
namespace {

tl::unexpected<Error> refuse_interrupted() {
  return refuse(Code::conflict, "OPENING_INTERRUPTED",
                "The opening was interrupted, or another one has begun. Nothing is opened yet; open it again.");
}

}  // namespace

Result<void> check_opening(const Wave& wave, const OpeningId& opening) {
  if (wave.status == WaveStatus::counted && wave.opening == opening) return {};
  return refuse_interrupted();
}

std::vector<std::size_t> page_ends(std::size_t count, std::size_t most) {
  const std::size_t page_count = (count + most - 1) / most;
  std::vector<std::size_t> ends;
  for (std::size_t page = 1; page <= page_count; ++page) ends.push_back(count * page / page_count);
  return ends;
}

Result<WaveStep> finish_opening(Wave wave, const OpeningId& opening, const ReadAnswers& read, const std::string& by,
                                Instant now) {
  TRY_DO(check_opening(wave, opening));
  if (read.staged_count != read.sealed_count || read.sealed_count != wave.answered_count) return refuse_interrupted();
  if (read.staged_count - read.unreadable_count < kAnswersMin)
    return refuse(Code::conflict, "TOO_FEW_READABLE",
                  "Fewer than ten answers of this wave can be read: the others were changed since. Nothing is opened; "
                  "tell whoever runs the platform.");
  wave.status = WaveStatus::opened;
  wave.public_key.clear();
  wave.private_key = {};
  wave.opened_by = by;
  wave.opened_at = now;
  wave.unreadable_count = read.unreadable_count;
  const WaveOpened told{wave.id};
  return WaveStep{std::move(wave), {told}};
}

}  // namespace opora::feedback
