#include "simulation/told_waves.h"

#include <string_view>

#include "opora/feedback/v1/events.pb.h"
#include "platform/lane/lane_time.h"
#include "simulation/names.h"

namespace opora::simulation {
namespace {

constexpr const char* kInItsOrder = "A wave is scheduled, opens, closes, is counted and opened, in this order.";
constexpr const char* kDraftedFirst = "No wave is told of that nobody drafted.";
constexpr const char* kOpensInTime = "No wave opens before its time.";
constexpr const char* kClosesInTime = "No wave closes before its time.";
constexpr const char* kGraceGiven = "No wave is counted before those who were scanned offline had their time.";
constexpr const char* kTenAtLeast = "A wave is counted with ten answers at least.";
constexpr const char* kScheduledAgain = "A wave is scheduled again only when a keeper was replaced.";
constexpr const char* kRemindsInTime = "People are reminded of a wave while they can answer it.";
constexpr const char* kLostAsSaid = "Answers are destroyed where too few came, or somebody has said they are lost.";
constexpr const char* kNobodyNamed = "Nothing of a person is in what feedback tells.";

constexpr std::int64_t kAnswersMin = 10;

}  // namespace

void ToldWaves::read(const std::vector<LogRecord>& log, Instant now) {
  for (const LogRecord& record : log) {
    position_ = record.position;
    read_one(record, now);
    expect_nobody(record);
  }
}

void ToldWaves::read_one(const LogRecord& record, Instant now) {
  feedback::v1::Event event;
  event.ParseFromString(record.payload);
  switch (event.event_case()) {
    case feedback::v1::Event::kWaveScheduled:
      return read(event.wave_scheduled());
    case feedback::v1::Event::kWaveOpenedForAnswers:
      return read(event.wave_opened_for_answers(), now);
    case feedback::v1::Event::kWaveReminded:
      return read(event.wave_reminded());
    case feedback::v1::Event::kWaveClosed:
      return read(event.wave_closed(), record.time, now);
    case feedback::v1::Event::kWaveCounted:
      return read(event.wave_counted(), record.time);
    case feedback::v1::Event::kWaveOpened:
      return read(event.wave_opened());
    case feedback::v1::Event::kWaveDestroyed:
      return read(event.wave_destroyed());
    case feedback::v1::Event::EVENT_NOT_SET:
      return;
  }
}

void ToldWaves::expect(bool so, const char* invariant, const std::string& wave) {
  verdict_.expect(so, invariant, "wave " + wave);
}

const KnownSeries* ToldWaves::series_of(const std::string& wave) const {
  for (const KnownSeries& series : asking_.series)
    for (const KnownWave& each : series.waves)
      if (each.id == wave) return &series;
  return nullptr;
}

const KnownWave* ToldWaves::known(const std::string& wave) const {
  const KnownSeries* const series = series_of(wave);
  if (series == nullptr) return nullptr;
  for (const KnownWave& each : series->waves)
    if (each.id == wave) return &each;
  return nullptr;
}

void ToldWaves::read(const feedback::v1::WaveScheduled& event) {
  ToldWave& told = asking_.told[event.wave_id()];
  const KnownSeries* const series = series_of(event.wave_id());
  expect(series != nullptr, kDraftedFirst, event.wave_id());
  expect(told.scheduled_count == 0 || (series != nullptr && series->was_replaced), kScheduledAgain, event.wave_id());
  expect(!told.is_closed && !told.is_over(), kInItsOrder, event.wave_id());
  if (told.scheduled_count > 0) trace_.met("a wave that is scheduled again");
  ++told.scheduled_count;
  told.is_open = false;
}

void ToldWaves::read(const feedback::v1::WaveOpenedForAnswers& event, Instant now) {
  ToldWave& told = asking_.told[event.wave_id()];
  expect(told.scheduled_count > 0 && !told.is_open && !told.is_closed, kInItsOrder, event.wave_id());
  told.is_open = true;
  const KnownSeries* const series = series_of(event.wave_id());
  if (series == nullptr || series->entered_afterwards) return;
  expect(now + kClocksAgree >= known(event.wave_id())->opens, kOpensInTime, event.wave_id());
}

void ToldWaves::read(const feedback::v1::WaveReminded& event) {
  const ToldWave& told = asking_.told[event.wave_id()];
  expect(told.is_open && !told.is_closed, kRemindsInTime, event.wave_id());
  trace_.met("a reminder");
}

// Where its time was over before anybody could answer it closes without having opened.
void ToldWaves::read(const feedback::v1::WaveClosed& event, Instant time, Instant now) {
  ToldWave& told = asking_.told[event.wave_id()];
  expect(told.scheduled_count > 0 && !told.is_closed, kInItsOrder, event.wave_id());
  told.is_closed = true;
  told.closed_at = time;
  const KnownSeries* const series = series_of(event.wave_id());
  if (series == nullptr || series->entered_afterwards) return;
  expect(now + kClocksAgree >= known(event.wave_id())->closes, kClosesInTime, event.wave_id());
}

void ToldWaves::read(const feedback::v1::WaveCounted& event, Instant time) {
  ToldWave& told = asking_.told[event.wave_id()];
  expect(told.is_closed && !told.is_counted && !told.is_over(), kInItsOrder, event.wave_id());
  expect(event.answered_count() >= kAnswersMin, kTenAtLeast, event.wave_id());
  told.is_counted = true;
  told.counted = event;
  const KnownSeries* const series = series_of(event.wave_id());
  if (series == nullptr || series->entered_afterwards) return;
  expect(time + kPeersAgree >= told.closed_at + series->grace, kGraceGiven, event.wave_id());
}

void ToldWaves::read(const feedback::v1::WaveOpened& event) {
  ToldWave& told = asking_.told[event.wave_id()];
  expect(told.is_counted && !told.is_over(), kInItsOrder, event.wave_id());
  told.is_opened = true;
  trace_.met("a wave that is opened");
}

void ToldWaves::read(const feedback::v1::WaveDestroyed& event) {
  ToldWave& told = asking_.told[event.wave_id()];
  expect(told.is_closed && !told.is_over(), kInItsOrder, event.wave_id());
  const KnownWave* const wave = known(event.wave_id());
  expect(event.passphrases_lost() ? wave != nullptr && wave->is_given_up : !told.is_counted, kLostAsSaid,
         event.wave_id());
  told.is_gone = true;
  trace_.met(event.passphrases_lost() ? "a wave that is given up" : "a wave that too few have answered");
}

// Neither who could have answered, nor who asks, nor anything that somebody has typed.
void ToldWaves::expect_nobody(const LogRecord& record) {
  const std::string_view payload = record.payload;
  const auto holds = [&](const std::string& text) {
    return !text.empty() && (payload.find(text) != std::string_view::npos || record.key == text);
  };
  bool names = false;
  for (const std::string& person : network_.people) names = names || holds(person);
  for (const std::string& organisation : network_.organisations) names = names || holds(organisation);
  for (const std::string& typed : asking_.typed) names = names || holds(typed);
  for (const KnownSeries& series : asking_.series)
    for (const KnownKeeper& keeper : series.keepers) names = names || holds(keeper.account);
  verdict_.expect(!names, kNobodyNamed, place_in("feedback", record.position));
}

}  // namespace opora::simulation
