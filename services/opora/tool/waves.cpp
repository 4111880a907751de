#include "opora/tool/waves.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "opora/tool/pages.h"
#include "opora/tool/rounds.h"
#include "opora/tool/say.h"
#include "platform/dates/dates.h"
#include "platform/dates/time_zone.h"
#include "platform/ids/ids.h"
#include "platform/proto/canonical_json.h"
#include "platform/proto/enum_code.h"
#include "platform/sealing/private_file.h"

namespace opora::tool {
namespace {

namespace v1 = feedback::v1;

constexpr const char* kIndent = "    ";

std::string fresh_id() { return IdSource().next(SystemClock().now()); }

Result<std::vector<v1::Wave>> waves_about(Client& client, const std::string& round) {
  std::vector<v1::Wave> waves;
  v1::ListWavesRequest request;
  request.set_round_id(round);
  TRY_DO(each_page<v1::ListWavesResponse>(client, std::move(request), [&](const auto& page) {
    waves.insert(waves.end(), page.waves().begin(), page.waves().end());
  }));
  return waves;
}

// A list tells no late ones: they are looked for wave by wave.
Result<v1::Wave> whole(Client& client, const v1::Wave& wave) {
  v1::GetWaveRequest request;
  request.set_wave_id(wave.wave_id());
  TRY(response, client.call_until_settled<v1::GetWaveResponse>(request, kPatience));
  return response.wave();
}

std::string time_of(std::int64_t us, const std::string& zone) {
  const auto local = local_time_at(Instant{us}, zone);
  return local ? opora::to_text(*local) : to_rfc3339(Instant{us}, Precision::seconds);
}

void add_turnout(const v1::Turnout& turnout, const Sentences& sentences, std::vector<std::string>& lines) {
  const bool is_range = turnout.eligible_count_at_most() > turnout.eligible_count();
  lines.push_back(kIndent + sentences.text(is_range ? "wave.turnout_range" : "wave.turnout",
                                           {{"answered", std::to_string(turnout.answered_count())},
                                            {"eligible", std::to_string(turnout.eligible_count())},
                                            {"at_most", std::to_string(turnout.eligible_count_at_most())}}));
  if (turnout.more_answers_than_eligible()) lines.push_back(kIndent + sentences.text("wave.turnout_more"));
  if (turnout.registered_late_count() > 0)
    lines.push_back(kIndent + sentences.counted("wave.late", turnout.registered_late_count()));
  if (turnout.is_late_unknown()) lines.push_back(kIndent + sentences.text("wave.late_unknown"));
}

// What a newer platform calls otherwise is said as it is called there.
std::string status_of(v1::WaveStatus status, const Sentences& sentences) {
  return v1::WaveStatus_IsValid(status) && status != v1::WAVE_STATUS_UNSPECIFIED
             ? sentences.text("wave.status." + code_of(status))
             : code_of(status);
}

Table table_of(const std::vector<v1::OpenAnswer>& answers, const Sentences& sentences) {
  Table table;
  for (const char* column : {"column.question", "column.text"}) table.columns.push_back({sentences.text(column)});
  for (const v1::OpenAnswer& answer : answers) table.rows.push_back({answer.question(), answer.text()});
  return table;
}

}  // namespace

std::string moment_of(const v1::Wave& wave, const Sentences& sentences) {
  if (wave.moment() == v1::MOMENT_FOLLOW_UP) return sentences.counted("wave.moment.follow_up", wave.months_later());
  const bool is_known = v1::Moment_IsValid(wave.moment()) && wave.moment() != v1::MOMENT_UNSPECIFIED;
  return is_known ? sentences.text("wave.moment." + code_of(wave.moment())) : code_of(wave.moment());
}

std::vector<std::string> lines_of(const v1::Wave& wave, const Sentences& sentences) {
  std::vector<std::string> lines{sentences.text("wave.line", {{"moment", moment_of(wave, sentences)},
                                                              {"wave", wave.wave_id()},
                                                              {"questionnaire", wave.questionnaire()},
                                                              {"version", std::to_string(wave.version())},
                                                              {"opens", wave.opens_local()},
                                                              {"closes", wave.closes_local()},
                                                              {"zone", wave.time_zone()}})};
  lines.push_back(kIndent + status_of(wave.status(), sentences));
  lines.push_back(kIndent + sentences.text("wave.series", {{"series", wave.series_id()}}));
  if (wave.entered_afterwards()) lines.push_back(kIndent + sentences.text("wave.entered_afterwards"));
  for (const v1::Keeper& keeper : wave.keepers())
    lines.push_back(kIndent + sentences.text(keeper.has_confirmed() ? "wave.keeper_confirmed" : "wave.keeper_missing",
                                             {{"account", keeper.account()}}));
  if (wave.sheet_count() > 0) lines.push_back(kIndent + sentences.counted("wave.sheets", wave.sheet_count()));
  if (wave.has_turnout()) add_turnout(wave.turnout(), sentences, lines);
  if (wave.has_opening()) {
    lines.push_back(kIndent + sentences.text("wave.opened_by",
                                             {{"account", wave.opening().opened_by()},
                                              {"time", time_of(wave.opening().opened_at_us(), wave.time_zone())},
                                              {"zone", wave.time_zone()}}));
    if (wave.opening().unreadable_count() > 0)
      lines.push_back(kIndent + sentences.counted("wave.unreadable", wave.opening().unreadable_count()));
  }
  return lines;
}

Result<void> print_waves(const ConnectionOptions& connection, const WaveOptions& options, bool as_json) {
  const Sentences sentences(options.language);
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  TRY(round, round_id_of(*client, options.of));
  TRY(listed, waves_about(*client, round));
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const v1::Wave& each : listed) {
    TRY(wave, whole(*client, each));
    if (as_json)
      list.push_back(nlohmann::ordered_json::parse(canonical_json(wave)));
    else
      for (const std::string& line : lines_of(wave, sentences)) say(line);
  }
  if (as_json)
    say_printable(list.dump(1) + "\n");
  else if (listed.empty())
    say(sentences.text("wave.none"));
  return {};
}

Result<void> close_wave(const ConnectionOptions& connection, const WaveOptions& options) {
  const Sentences sentences(options.language);
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  v1::CloseWaveRequest request;
  request.set_request_id(fresh_id());
  request.set_wave_id(options.of);
  TRY(closed, client->call_until_settled<v1::CloseWaveResponse>(request, kPatience));
  say(status_of(closed.status(), sentences));
  return {};
}

Result<void> give_up_wave(const ConnectionOptions& connection, const WaveOptions& options) {
  const Sentences sentences(options.language);
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  v1::GiveUpWaveRequest request;
  request.set_request_id(fresh_id());
  request.set_wave_id(options.of);
  TRY_DO(client->call_until_settled<v1::GiveUpWaveResponse>(request, kPatience));
  say(status_of(v1::WAVE_STATUS_LOST, sentences));
  return {};
}

Result<void> print_open_answers(const ConnectionOptions& connection, const WaveOptions& options, Form form) {
  const Sentences sentences(options.language);
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  v1::ListOpenAnswersRequest request;
  request.set_wave_id(options.of);
  request.set_question(options.question);
  std::vector<v1::OpenAnswer> answers;
  TRY_DO(each_page<v1::ListOpenAnswersResponse>(*client, std::move(request), [&](const auto& page) {
    answers.insert(answers.end(), page.answers().begin(), page.answers().end());
  }));
  // A program finds its columns whatever the language.
  const Table table = table_of(answers, form == Form::table ? sentences : Sentences("en"));
  return write_privately(to_text(table, form), options.out);
}

Result<std::vector<v1::Wave>> waves_of_series(Client& client, const std::string& series) {
  std::vector<std::string> rounds;
  TRY_DO(each_page<scheduling::v1::ListRoundsResponse>(
      client, scheduling::v1::ListRoundsRequest(), [&](const auto& page) {
        for (const auto& round : page.rounds()) rounds.push_back(round.round_id());
      }));
  std::vector<v1::Wave> found;
  for (const std::string& round : rounds) {
    const auto waves = waves_about(client, round);
    if (!waves) {
      // Another region's, or one that is not known there yet.
      if (waves.error().code == Code::denied || waves.error().code == Code::not_found) continue;
      return tl::unexpected(waves.error());
    }
    for (const v1::Wave& wave : *waves)
      if (wave.series_id() == series) found.push_back(wave);
    if (!found.empty()) break;
  }
  if (found.empty())
    return refuse(Code::not_found, "UNKNOWN_SERIES",
                  "No series that you may see has this id: opora wave status ROUND prints a round's.");
  std::ranges::stable_sort(found, {}, [](const v1::Wave& wave) { return wave.moment(); });
  return found;
}

Result<void> write_privately(const std::string& text, const std::string& file) {
  if (file.empty()) {
    say_printable(text);
    return {};
  }
  const FileWritten written = write_private_file(file, text, IfThere::keep);
  if (written.error)
    return refuse(Code::unavailable, "FILE_NOT_WRITTEN",
                  file + " can't be written: " + written.error.message() + ". Name another file with --out.");
  if (written.was_there)
    return refuse(Code::conflict, "FILE_IS_THERE", file + " is there already, and stays. Name a new file with --out.");
  return {};
}

}  // namespace opora::tool
