#include "feedback/domain/wave_steps.h"

#include <utility>

#include "feedback/domain/wave_refusals.h"

namespace opora::feedback {
namespace {

WaveStep step(Wave wave, Events events) { return {std::move(wave), std::move(events)}; }

// What only keepers could have used goes with it.
Wave ended(Wave wave, WaveStatus as) {
  wave.status = as;
  wave.public_key.clear();
  wave.private_key = {};
  return wave;
}

}  // namespace

std::optional<WaveStep> schedule(Wave wave, const Subject& about, std::string public_key,
                                 SealedForKeepers private_key) {
  if (wave.status != WaveStatus::draft) return std::nullopt;
  wave.status = WaveStatus::scheduled;
  wave.public_key = std::move(public_key);
  wave.private_key = std::move(private_key);
  const WaveScheduled told{wave, about};
  return step(std::move(wave), {told});
}

std::optional<WaveStep> begin_answering(Wave wave, const Series& series, Instant now) {
  if (wave.status != WaveStatus::scheduled) return std::nullopt;
  wave.status = WaveStatus::answering;
  if (now >= wave.closes_at && !series.entered_afterwards) return close(std::move(wave), 0, now);
  const WaveOpenedForAnswers told{wave.id};
  return step(std::move(wave), {told});
}

Events remind(const Wave& wave) {
  if (wave.status != WaveStatus::answering) return {};
  return {WaveReminded{wave.id, wave.closes_at}};
}

std::optional<WaveStep> close(Wave wave, std::int64_t answered_count, Instant now) {
  if (wave.status != WaveStatus::answering) return std::nullopt;
  wave.closed_at = now;
  const WaveId id = wave.id;
  if (answered_count < kAnswersMin)
    return step(ended(std::move(wave), WaveStatus::destroyed), {WaveClosed{id}, WaveDestroyed{id, false}});
  wave.status = WaveStatus::closed;
  wave.answered_count = answered_count;
  return step(std::move(wave), {WaveClosed{id}});
}

Instant counted_at(const Wave& wave, const Series& series) {
  return series.entered_afterwards ? wave.closed_at : wave.closed_at + series.grace;
}

std::optional<WaveStep> count(Wave wave, Eligible eligible) {
  if (wave.status != WaveStatus::closed) return std::nullopt;
  wave.status = WaveStatus::counted;
  const WaveCounted told{wave.id, wave.answered_count, eligible};
  wave.eligible = std::move(eligible);
  return step(std::move(wave), {told});
}

bool has_more_answers_than_eligible(const Wave& wave) {
  return wave.eligible && wave.answered_count > wave.eligible->at_most;
}

Result<void> check_close(const Wave& wave, const Series& series) {
  if (!series.entered_afterwards)
    return refuse(Code::conflict, "CLOSES_BY_ITSELF",
                  "This wave closes at the time that its draft says. Only waves that are entered afterwards are closed "
                  "by hand.");
  if (is_before_answers(wave)) return refuse_not_open_yet();
  return {};
}

Result<std::optional<WaveStep>> give_up(Wave wave) {
  if (wave.status == WaveStatus::lost) return std::optional<WaveStep>();
  TRY_DO(check_closed(wave));
  wave.answered_count = 0;
  wave.eligible.reset();
  const WaveId id = wave.id;
  return std::optional(step(ended(std::move(wave), WaveStatus::lost), {WaveDestroyed{id, true}}));
}

}  // namespace opora::feedback
