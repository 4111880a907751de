#include "opora/load/waves_of_folder.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

#include "feedback/domain/draft_waves.h"
#include "feedback/handlers/versions.h"
#include "feedback/wire.h"
#include "opora/load/derived_ids.h"
#include "opora/round_folder/check_parts.h"
#include "opora/round_folder/wording.h"
#include "platform/proto/canonical_bytes.h"
#include "platform/service/validation.h"

namespace opora::load {
namespace {

using questionnaire::GivenAnswer;
using questionnaire::Kind;
using questionnaire::Question;
using round_folder::Said;

constexpr const char* kSeriesFile = "wave-series.csv";
constexpr const char* kWavesFile = "waves.csv";
constexpr const char* kAnswersFile = "answers.csv";

// ---- Answers ----

std::vector<std::string> codes_in(const std::string& cell) {
  std::string separated = cell;
  std::ranges::replace_if(separated, [](char c) { return c == ',' || c == ';'; }, ' ');
  std::istringstream stream(separated);
  std::vector<std::string> codes;
  for (std::string code; stream >> code;) codes.push_back(code);
  return codes;
}

std::optional<std::int64_t> number_in(const std::string& cell) {
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  if (failure != std::errc() || end != cell.data() + cell.size()) return {};
  return number;
}

// A cell as its question takes it. Nothing where that has no form for it, which is refused by its line.
std::optional<GivenAnswer> given_in(const round_folder::SheetAnswer& row, const questionnaire::Questionnaire& asked,
                                    Told<Refused>& refused) {
  GivenAnswer given{row.question, row.row};
  const Question* const question = questionnaire::find_question(asked, row.question);
  if (question == nullptr) {
    refused.add({kAnswersFile, row.line, "question", "UNKNOWN_QUESTION",
                 {Said("answer_unknown_question", {{"id", asked.id}})}});
    return {};
  }
  const questionnaire::Option* const declining = questionnaire::declining_option(*question);
  const bool declines = declining != nullptr && row.answer == declining->code;
  if (question->kind == Kind::open && !declines) {
    given.text = row.answer;
  } else if (question->kind == Kind::number && !declines) {
    given.number = number_in(row.answer);
    if (!given.number) {
      refused.add({kAnswersFile, row.line, "answer", "BAD_NUMBER", {Said("answer_no_number")}});
      return {};
    }
  } else {
    given.options = codes_in(row.answer);
  }
  return given;
}

// What the platform says of a sheet, in words of the file.
Refused refused_sheet(const GivenSheet& sheet, const Error& error) {
  constexpr std::pair<std::string_view, std::pair<const char*, const char*>> kSaid[] = {
      {"UNKNOWN_ROW", {"row", "answer_unknown_row"}}, {"UNKNOWN_OPTION", {"answer", "answer_unknown_option"}}};
  std::int64_t line = sheet.lines.empty() ? 0 : sheet.lines.front();
  for (std::size_t i = 0; i < sheet.answers.size(); ++i) {
    const GivenAnswer& each = sheet.answers[i];
    const std::string place = each.row.empty() ? each.question : each.question + "." + each.row;
    const bool is_meant = !error.fields.empty() && (error.fields[0].field == place ||
                                                    (error.reason == "UNKNOWN_ROW" &&
                                                     error.fields[0].field == each.question));
    if (is_meant) line = sheet.lines[i];
  }
  for (const auto& [reason, said] : kSaid)
    if (reason == error.reason)
      return {kAnswersFile, line, said.first, error.reason, {Said(said.second)}};
  return {kAnswersFile, line, "", error.reason, {round_folder::said_by_service(error)}};
}

// The sheets of each wave, by its key, in the order in which they first stand there.
std::map<std::string_view, std::vector<GivenSheet>> sheets_of(
    const round_folder::RoundFolder& folder,
    const std::map<std::string_view, const questionnaire::Questionnaire*>& asked_by, Told<Refused>& refused) {
  std::map<std::string_view, std::vector<GivenSheet>> sheets;
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> numbers;
  for (const round_folder::SheetAnswer& row : folder.answers) {
    const auto asked = asked_by.find(row.wave);
    if (asked == asked_by.end() || asked->second == nullptr) continue;
    std::vector<GivenSheet>& of_wave = sheets[row.wave];
    const auto [number, is_new] = numbers.try_emplace({row.wave, row.sheet}, of_wave.size());
    if (is_new) of_wave.push_back({row.sheet, {}, {}});
    GivenSheet& sheet = of_wave[number->second];
    auto given = given_in(row, *asked->second, refused);
    sheet.is_sound = sheet.is_sound && given;
    sheet.answers.push_back(given ? *std::move(given) : GivenAnswer{row.question, row.row});
    sheet.lines.push_back(row.line);
  }
  return sheets;
}

void check_sheets(const PlannedWave& wave, Told<Refused>& refused) {
  if (wave.asked == nullptr) return;
  for (const GivenSheet& sheet : wave.sheets) {
    if (!sheet.is_sound) continue;
    const auto checked = questionnaire::check_answers(*wave.asked, wave.asked->version, sheet.answers);
    if (!checked) refused.add(refused_sheet(sheet, checked.error()));
  }
}

// ---- Series ----

class SeriesPlanner {
 public:
  SeriesPlanner(const round_folder::RoundFolder& folder, const Definitions& definitions, Instant now,
                Told<Refused>& refused)
      : folder_(folder),
        definitions_(definitions),
        now_(now),
        refused_(refused),
        index_(folder),
        ids_(folder.programmes.empty() ? "" : folder.programmes[0].key) {}

  PlannedSeries plan(const round_folder::WaveSeries& row) const {
    PlannedSeries series{&row, {}, {}};
    for (const round_folder::Wave& wave : folder_.waves)
      if (wave.series == row.key) series.waves.push_back(plan(wave));
    std::ranges::stable_sort(series.waves, {}, [](const PlannedWave& wave) { return wave.row->moment; });
    series.draft = draft_of(series);
    check(series);
    return series;
  }

 private:
  const round_folder::Round& round_of(const round_folder::WaveSeries& row) const {
    return *index_.rounds.at(row.round);
  }

  Instant time_of(const round_folder::WaveSeries& row) const { return year_start(round_of(row).year); }

  PlannedWave plan(const round_folder::Wave& row) const {
    const Instant time = time_of(*index_.wave_series.at(row.series));
    PlannedWave wave{&row, ids_.id(time, "wave", row.key)};
    const BroughtQuestionnaire* const found = definitions_.find(row.questionnaire, row.version);
    if (found != nullptr)
      wave.asked = &found->asked;
    else if (definitions_.is_whole)  // else the file that is meant may be the one that was refused
      refused_.add({kWavesFile, row.line, "questionnaire", "UNKNOWN_QUESTIONNAIRE",
                    {Said("unknown_questionnaire", {{"id", row.questionnaire}})}});
    return wave;
  }

  std::string session_id(const std::string& key) const {
    const round_folder::Session& session = *index_.sessions.at(key);
    return ids_.id(year_start(index_.rounds.at(session.round)->year), "session", key);
  }

  // That of the sessions that it is about, where there is one.
  std::string time_zone_of(const round_folder::WaveSeries& row) const {
    if (!row.time_zone.empty()) return row.time_zone;
    std::set<std::string> zones;
    for (const round_folder::Session& session : folder_.sessions) {
      const bool is_asked_about = session.round == row.round && (row.session.empty() || session.key == row.session);
      if (is_asked_about) zones.insert(round_folder::time_zone_of(index_, session.room));
    }
    if (zones.size() == 1) return *zones.begin();
    refused_.add({kSeriesFile, row.line, "time_zone", "TIME_ZONE_NEEDED", {Said("time_zone_needed")}});
    return {};
  }

  feedback::v1::DraftWavesRequest draft_of(const PlannedSeries& series) const {
    const round_folder::WaveSeries& row = *series.row;
    const Instant time = time_of(row);
    feedback::v1::DraftWavesRequest request;
    request.set_series_id(ids_.id(time, "wave-series", row.key));
    request.set_round_id(ids_.id(time, "round", row.round));
    if (!row.project.empty()) request.set_project_id(ids_.id("project", row.project));
    if (!row.session.empty()) request.set_session_id(session_id(row.session));
    request.set_time_zone(time_zone_of(row));
    request.set_grace_hours(row.grace_hours);
    for (const PlannedWave& wave : series.waves) put_wave(wave, *request.add_waves());
    request.set_primary_scale(row.primary_scale);
    request.set_primary_from(row.primary_from);
    request.set_primary_to(row.primary_to);
    request.set_partition_question(row.partition_question);
    for (const round_folder::PartitionGroup& group : row.partition_groups) {
      feedback::v1::PartitionGroup& out = *request.add_partition_groups();
      out.set_code(group.code);
      for (const std::string& option : group.options) out.add_option_codes(option);
    }
    for (const std::string& keeper : row.keepers) request.add_keepers(keeper);
    request.set_entered_afterwards(row.entered_afterwards);
    request.set_request_id(
        ids_.id(time, feedback::v1::DraftWavesRequest::descriptor()->full_name(), canonical_bytes(request)));
    return request;
  }

  static void put_wave(const PlannedWave& wave, feedback::v1::WavePlan& plan) {
    plan.set_wave_id(wave.id);
    plan.set_moment(wave.row->moment);
    plan.set_months_later(wave.row->months_later);
    plan.set_questionnaire(wave.row->questionnaire);
    plan.set_version(wave.asked == nullptr ? wave.row->version : wave.asked->version);
    plan.set_opens_local(wave.row->local_open);
    plan.set_reminds_local(wave.row->local_remind);
    plan.set_closes_local(wave.row->local_close);
  }

  // What stands against drafting it: its form, then what feedback decides. Of what is refused already nothing more.
  void check(const PlannedSeries& series) const {
    const bool is_known =
        std::ranges::all_of(series.waves, [](const PlannedWave& wave) { return wave.asked != nullptr; });
    if (!is_known || series.draft.time_zone().empty()) return;
    static const RequestRules kRules(feedback::v1::DraftWavesRequest::descriptor());
    if (const auto form = kRules.check(series.draft, network::v1::ROLE_ADMINISTRATOR); !form) {
      const std::string what = form.error().fields.empty() ? form.error().message : form.error().fields[0].description;
      refused_.add({kSeriesFile, series.row->line, "", "BAD_CELL", {Said("bad_cell", {{"description", what}})}});
      return;
    }
    const auto decided = feedback::decide(facts_of(series), feedback::from_proto(series.draft));
    if (!decided)
      refused_.add({kSeriesFile, series.row->line, "", decided.error().reason,
                    {round_folder::said_by_service(decided.error())}});
  }

  feedback::DraftWavesFacts facts_of(const PlannedSeries& series) const {
    feedback::DraftWavesFacts facts;
    facts.now = now_;
    for (const std::string& project : round_of(*series.row).projects)
      facts.projects.insert({ids_.id("project", project)});
    if (const std::string& key = series.row->session; !key.empty()) {
      const round_folder::Session& session = *index_.sessions.at(key);
      const Instant time = year_start(index_.rounds.at(session.round)->year);
      facts.session = feedback::Session{{session_id(key)},
                                        {ids_.id(time, "round", session.round)},
                                        {ids_.id("project", session.project)},
                                        1};
    }
    std::set<const questionnaire::Questionnaire*> asked;
    for (const PlannedWave& wave : series.waves)
      if (asked.insert(wave.asked).second) facts.asked.push_back(feedback::asked_version(*wave.asked));
    return facts;
  }

  const round_folder::RoundFolder& folder_;
  const Definitions& definitions_;
  const Instant now_;
  Told<Refused>& refused_;
  const round_folder::Index index_;
  const DerivedIds ids_;
};

}  // namespace

bool PlannedSeries::has_answers() const {
  return std::ranges::any_of(waves, [](const PlannedWave& wave) { return !wave.sheets.empty(); });
}

std::vector<std::string> PlannedSeries::sheet_keys() const {
  std::set<std::string> keys;
  for (const PlannedWave& wave : waves)
    for (const GivenSheet& sheet : wave.sheets) keys.insert(sheet.key);
  return {keys.begin(), keys.end()};
}

WavesOfFolder waves_of(const round_folder::RoundFolder& folder, Instant now, Told<Refused>& refused) {
  WavesOfFolder waves{read_definitions(folder, refused), {}};
  const SeriesPlanner planner(folder, waves.definitions, now, refused);
  std::map<std::string_view, const questionnaire::Questionnaire*> asked_by;
  for (const round_folder::WaveSeries& row : folder.wave_series) {
    waves.series.push_back(planner.plan(row));
    for (const PlannedWave& wave : waves.series.back().waves) asked_by.emplace(wave.row->key, wave.asked);
  }
  auto sheets = sheets_of(folder, asked_by, refused);
  for (PlannedSeries& series : waves.series)
    for (PlannedWave& wave : series.waves) {
      if (const auto found = sheets.find(wave.row->key); found != sheets.end()) wave.sheets = std::move(found->second);
      check_sheets(wave, refused);
    }
  return waves;
}

}  // namespace opora::load
