#include "opora/load/compare_waves.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "feedback/questionnaire/reading.h"
#include "opora/load/pages.h"
#include "opora/round_folder/wording.h"
#include "platform/ids/ids.h"
#include "platform/proto/canonical_bytes.h"

namespace opora::load {
namespace {

namespace v1 = feedback::v1;
using round_folder::Said;

constexpr const char* kSeriesFile = "wave-series.csv";
constexpr const char* kWavesFile = "waves.csv";
constexpr const char* kAnswersFile = "answers.csv";
constexpr std::int32_t kGraceHoursUsual = 48;

// "follow-up"
std::string code_of(v1::Moment moment) {
  switch (moment) {
    case v1::MOMENT_BEFORE: return "before";
    case v1::MOMENT_AFTER: return "after";
    case v1::MOMENT_FOLLOW_UP: return "follow-up";
    default: return "";
  }
}

// A definition's command, whose id its content decides.
template <class Message>
Command definition(const std::string& file, const std::string& text) {
  Message request;
  request.set_definition(text);
  request.set_request_id(uuid_of_key(kTimeless, "waves", Message::descriptor()->full_name(), canonical_bytes(request)));
  return {std::make_shared<Message>(std::move(request)), file, {}};
}

class WaveComparer {
 public:
  WaveComparer(const WavesOfFolder& waves, const StandingWaves& standing, Comparison& comparison)
      : waves_(waves), standing_(standing), comparison_(comparison) {}

  void compare() {
    compare_questionnaires();
    compare_scales();
    for (const PlannedSeries& series : waves_.series) compare_series(series);
    for (Stage* stage : {&scales_, &questionnaires_, &drafts_})
      if (!stage->chains.empty()) comparison_.to_do.stages.push_back(std::move(*stage));
  }

 private:
  void refuse(Refused refused) {
    comparison_.refused_rows.emplace(refused.file, refused.line);
    comparison_.refused.add(std::move(refused));
  }

  void compare_questionnaires() {
    for (const BroughtQuestionnaire& each : waves_.definitions.questionnaires) {
      TableComparison& table = comparison_.tables[each.file];
      const auto known = standing_.questionnaires.find({each.asked.id, each.asked.version});
      if (known == standing_.questionnaires.end()) {
        ++table.new_count;
        new_.insert(&each.asked);
        questionnaires_.chains.push_back({definition<v1::AddQuestionnaireRequest>(each.file, each.text)});
      } else if (known->second == questionnaire::canonical_json(each.asked)) {
        ++table.same_count;
      } else {
        const Error taken{Code::conflict, "VERSION_TAKEN",
                          "This version of the questionnaire was added before, and asks something else. Raise its "
                          "version."};
        refuse({each.file, 0, "", taken.reason, {round_folder::said_by_service(taken)}});
      }
    }
  }

  // Nobody tells which scales there are. What a version asks it keeps, so one that is there has its scales.
  void compare_scales() {
    for (const BroughtScale& each : waves_.definitions.brought_scales) {
      const bool is_needed = std::ranges::any_of(new_, [&](const questionnaire::Questionnaire* asked) {
        return std::ranges::any_of(asked->scales, [&](const questionnaire::UsedScale& used) {
          return used.id == each.scale.scale_id && used.scoring_version == each.scale.scoring_version;
        });
      });
      ++(is_needed ? comparison_.tables[each.file].new_count : comparison_.tables[each.file].same_count);
      if (is_needed) scales_.chains.push_back({definition<v1::AddScaleRequest>(each.file, each.text)});
    }
  }

  const v1::Wave* known(const PlannedWave& wave) const {
    const auto found = standing_.waves.find(wave.id);
    return found == standing_.waves.end() ? nullptr : &found->second;
  }

  void compare_series(const PlannedSeries& series) {
    const bool is_new =
        std::ranges::all_of(series.waves, [&](const PlannedWave& wave) { return known(wave) == nullptr; });
    TableComparison& of_series = comparison_.tables[kSeriesFile];
    TableComparison& of_waves = comparison_.tables[kWavesFile];
    if (is_new) {
      ++of_series.new_count;
      of_waves.new_count += series.waves.size();
      Command draft{std::make_shared<v1::DraftWavesRequest>(series.draft), kSeriesFile, {series.row->line},
                    series.waves.size()};
      drafts_.chains.push_back({std::move(draft)});
    } else {
      const bool is_same = is_series_same(series);
      for (const PlannedWave& wave : series.waves) of_waves.same_count += is_wave_same(wave) ? 1 : 0;
      of_series.same_count += is_same ? 1 : 0;
    }
    compare_answers(series);
  }

  void refuse_changed(const char* file, std::int64_t line, const std::vector<Change>& changes) {
    std::vector<Said> told;
    for (const Change& change : changes) told.push_back(said_of(change, file));
    refuse({file, line, changes.front().column, "ID_TAKEN",
            {Said("platform_has_otherwise", {{"changes", "", std::move(told)}}), Said("drafted_waves_stay")}});
  }

  static void note(std::vector<Change>& changes, const char* column, const std::string& before,
                   const std::string& after) {
    if (before != after) changes.push_back({column, before, after});
  }

  // Its keepers may be others by now, and whoever drafted it knows.
  bool is_series_same(const PlannedSeries& series) {
    const v1::Wave* there = nullptr;
    for (const PlannedWave& wave : series.waves)
      if (there == nullptr) there = known(wave);
    const v1::DraftWavesRequest& draft = series.draft;
    const std::int32_t grace = draft.grace_hours() == 0 ? kGraceHoursUsual : draft.grace_hours();
    const auto yes_or_no = [](bool is) { return std::string(is ? "yes" : "no"); };
    std::vector<Change> changes;
    note(changes, "round", there->round_id(), draft.round_id());
    note(changes, "project", there->project_id(), draft.project_id());
    note(changes, "session", there->session_id(), draft.session_id());
    note(changes, "time_zone", there->time_zone(), draft.time_zone());
    note(changes, "grace_hours", std::to_string(there->grace_hours()), std::to_string(grace));
    note(changes, "entered_afterwards", yes_or_no(there->entered_afterwards()), yes_or_no(draft.entered_afterwards()));
    note(changes, "primary_scale", there->primary_scale(), draft.primary_scale());
    note(changes, "primary_from", code_of(there->primary_from()), code_of(draft.primary_from()));
    note(changes, "primary_to", code_of(there->primary_to()), code_of(draft.primary_to()));
    note(changes, "partition_question", there->partition_question(), draft.partition_question());
    note(changes, "partition_groups", groups_of(*there), groups_of(draft));
    if (!changes.empty()) refuse_changed(kSeriesFile, series.row->line, changes);
    return changes.empty();
  }

  // "young: a b; old: c"
  template <class Message>
  static std::string groups_of(const Message& message) {
    std::string text;
    for (const v1::PartitionGroup& group : message.partition_groups()) {
      text += (text.empty() ? "" : "; ") + group.code() + ":";
      for (const std::string& option : group.option_codes()) text += " " + option;
    }
    return text;
  }

  bool is_wave_same(const PlannedWave& wave) {
    const v1::Wave* there = known(wave);
    std::vector<Change> changes;
    if (there == nullptr) {
      note(changes, "key", "", wave.row->key);
    } else {
      note(changes, "moment", code_of(there->moment()), code_of(wave.row->moment));
      note(changes, "months_later", std::to_string(there->months_later()), std::to_string(wave.row->months_later));
      note(changes, "questionnaire", there->questionnaire(), wave.row->questionnaire);
      note(changes, "version", std::to_string(there->version()),
           std::to_string(wave.asked == nullptr ? wave.row->version : wave.asked->version));
      note(changes, "local_open", there->opens_local(), wave.row->local_open);
      note(changes, "local_remind", there->reminds_local(), wave.row->local_remind);
      note(changes, "local_close", there->closes_local(), wave.row->local_close);
    }
    if (!changes.empty()) refuse_changed(kWavesFile, wave.row->line, changes);
    return changes.empty();
  }

  static bool takes_answers_yet(const v1::Wave* there) {
    return there == nullptr || there->status() == v1::WAVE_STATUS_DRAFT ||
           there->status() == v1::WAVE_STATUS_SCHEDULED || there->status() == v1::WAVE_STATUS_ANSWERING;
  }

  void compare_answers(const PlannedSeries& series) {
    if (!series.has_answers()) return;
    TableComparison& table = comparison_.tables[kAnswersFile];
    bool is_to_enter = false, is_half_entered = false;
    for (const PlannedWave& wave : series.waves) {
      const v1::Wave* there = known(wave);
      std::size_t rows = 0;
      for (const GivenSheet& sheet : wave.sheets) rows += sheet.lines.size();
      const bool is_open = takes_answers_yet(there);
      is_to_enter = is_to_enter || is_open;
      is_half_entered = is_half_entered || (is_open && there != nullptr && there->sheet_count() > 0);
      (is_open ? table.new_count : table.same_count) += rows;
    }
    if (is_half_entered)
      refuse({kSeriesFile, series.row->line, "", "WAVES_HALF_ENTERED", {Said("waves_half_entered")}});
    else if (is_to_enter)
      comparison_.series_to_enter.insert(series.row->key);
  }

  const WavesOfFolder& waves_;
  const StandingWaves& standing_;
  Comparison& comparison_;
  Stage scales_{"scales", {}}, questionnaires_{"questionnaires", {}}, drafts_{"waves", {}};
  std::set<const questionnaire::Questionnaire*> new_;
};

}  // namespace

Result<StandingWaves> read_standing_waves(const WavesOfFolder& waves, const Query& query) {
  StandingWaves standing;
  std::set<std::string> rounds;
  for (const PlannedSeries& series : waves.series) rounds.insert(series.draft.round_id());
  for (const std::string& round : rounds) {
    v1::ListWavesRequest request;
    request.set_round_id(round);
    const auto read = pages<v1::ListWavesResponse>(query, request, [&](const v1::ListWavesResponse& page) {
      for (const v1::Wave& wave : page.waves()) standing.waves.emplace(wave.wave_id(), wave);
    });
    if (!read && read.error().reason != "UNKNOWN_ROUND") return tl::unexpected(read.error());
  }
  for (const BroughtQuestionnaire& each : waves.definitions.questionnaires) {
    v1::GetQuestionnaireRequest request;
    request.set_questionnaire(each.asked.id);
    request.set_version(each.asked.version);
    v1::GetQuestionnaireResponse response;
    const auto read = query(request, response);
    if (read)
      standing.questionnaires[{each.asked.id, each.asked.version}] = response.definition();
    else if (read.error().reason != "UNKNOWN_QUESTIONNAIRE")
      return tl::unexpected(read.error());
  }
  return standing;
}

void compare_waves(const WavesOfFolder& waves, const StandingWaves& standing, Comparison& comparison) {
  WaveComparer(waves, standing, comparison).compare();
}

}  // namespace opora::load
