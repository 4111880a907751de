// Checks series of waves, waves and answers against each other and against the plan. What questionnaires take is looked
// at where they are read.
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "opora/round_folder/check_parts.h"

namespace opora::round_folder {
namespace {

constexpr const char* kSeries = "wave-series.csv";
constexpr const char* kWaves = "waves.csv";
constexpr const char* kAnswers = "answers.csv";
constexpr std::size_t kAnswersMin = 10;   // fewer the platform destroys unopened
constexpr std::size_t kSheetsMax = 2'000;  // that are drawn at once

void check_series(const WaveSeries& series, const Index& index, Defects& defects) {
  refer(index.rounds, series.round, {kSeries, series.line, "round", "UNKNOWN_ROUND", "unknown_round"}, defects);
  if (!series.project.empty())
    refer(index.projects, series.project, {kSeries, series.line, "project", "UNKNOWN_PROJECT", "unknown_project"},
          defects);
  if (!series.session.empty()) {
    const Session* session =
        refer(index.sessions, series.session,
              {kSeries, series.line, "session", "UNKNOWN_SESSION", "unknown_session"}, defects);
    if (session != nullptr && !session->published)
      defects.add(kSeries, series.line, "session", "SESSION_NOT_PUBLISHED",
                  {"session_not_published", {{"line", std::to_string(session->line)}}});
  }
  if (series.invented && !series.entered_afterwards && series.sound)
    defects.add(kSeries, series.line, "invented", "INVENTED_AND_LIVE", {"invented_and_live"});
}

// Which sheets have answers to which wave, by keys.
using SheetsOfWaves = std::map<std::string_view, std::set<std::string_view>>;

SheetsOfWaves check_answer_rows(const RoundFolder& folder, const Index& index, Defects& defects) {
  SheetsOfWaves sheets;
  std::map<std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>, std::int64_t> lines;
  for (const SheetAnswer& given : folder.answers) {
    const Wave* wave =
        refer(index.waves, given.wave, {kAnswers, given.line, "wave", "UNKNOWN_WAVE", "unknown_wave"}, defects);
    if (!given.sound || wave == nullptr) continue;
    sheets[given.wave].insert(given.sheet);
    const auto [first, is_new] =
        lines.try_emplace({given.sheet, given.wave, given.question, given.row}, given.line);
    if (!is_new)
      defects.add(kAnswers, given.line, "question", "ANSWER_TWICE",
                  {"answer_twice", {{"line", std::to_string(first->second)}}});
  }
  return sheets;
}

// Of a series whose answers are entered afterwards each wave has enough of them, or none has any yet.
void check_entered(const WaveSeries& series, const std::vector<const Wave*>& waves, const SheetsOfWaves& sheets,
                   Defects& defects) {
  std::set<std::string_view> all;
  for (const Wave* wave : waves) {
    const auto found = sheets.find(wave->key);
    if (found != sheets.end()) all.insert(found->second.begin(), found->second.end());
  }
  if (all.empty()) return;
  if (!series.entered_afterwards) {
    defects.add(kSeries, series.line, "entered_afterwards", "ANSWERS_OF_LIVE_WAVE", {"answers_of_live_wave"});
    return;
  }
  if (all.size() > kSheetsMax)
    defects.add(kSeries, series.line, "", "TOO_MANY_SHEETS",
                {"too_many_sheets", {{"most", std::to_string(kSheetsMax)}}});
  for (const Wave* wave : waves) {
    const auto found = sheets.find(wave->key);
    const std::size_t count = found == sheets.end() ? 0 : found->second.size();
    if (count < kAnswersMin)
      defects.add(kWaves, wave->line, "", "FEW_ANSWERS", {"few_answers", {{"number", std::to_string(count)}}});
  }
}

}  // namespace

void check_waves(const RoundFolder& folder, const Index& index, Defects& defects) {
  check_keys(folder.wave_series, kSeries, defects);
  check_keys(folder.waves, kWaves, defects);
  std::map<std::string_view, std::vector<const Wave*>> waves_of;
  for (const Wave& wave : folder.waves) {
    const WaveSeries* series = refer(index.wave_series, wave.series,
                                     {kWaves, wave.line, "series", "UNKNOWN_SERIES", "unknown_series"}, defects);
    if (series != nullptr) waves_of[series->key].push_back(&wave);
  }
  const SheetsOfWaves sheets = check_answer_rows(folder, index, defects);
  for (const WaveSeries& series : folder.wave_series) {
    check_series(series, index, defects);
    const auto waves = waves_of.find(series.key);
    if (waves == waves_of.end() && series.sound)
      defects.add(kSeries, series.line, "", "SERIES_WITHOUT_WAVES", {"series_without_waves"});
    if (waves != waves_of.end() && series.sound) check_entered(series, waves->second, sheets, defects);
  }
}

}  // namespace opora::round_folder
