#include "opora/tool/wave_draft.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "opora/tool/pages.h"
#include "opora/tool/rounds.h"
#include "opora/tool/say.h"
#include "opora/tool/sentences.h"
#include "opora/tool/waves.h"
#include "platform/ids/ids.h"
#include "platform/proto/enum_code.h"

namespace opora::tool {
namespace {

namespace v1 = feedback::v1;

tl::unexpected<Error> malformed(const std::string& what) { return refuse(Code::invalid, "DRAFT_MALFORMED", what); }

std::string code_in(std::string word) {
  for (char& each : word)
    if (each == '-') each = '_';
  return word;
}

Result<v1::Moment> moment_in(const std::string& word) {
  const auto moment = value_of_code<v1::Moment>(code_in(word));
  if (moment != v1::MOMENT_UNSPECIFIED) return moment;
  return malformed("\"" + word + "\" is no moment: write before, after or follow-up.");
}

// "own_strain/2": the version; 0 where none is named.
Result<std::pair<std::string, std::int32_t>> questionnaire_in(const std::string& word) {
  const auto slash = word.find('/');
  std::int32_t version = 0;
  if (slash == std::string::npos) return std::pair(word, version);
  const char* const end = word.data() + word.size();
  const auto [rest, failure] = std::from_chars(word.data() + slash + 1, end, version);
  if (failure != std::errc() || rest != end || version < 1)
    return malformed("\"" + word +
                     "\" is no version of a questionnaire: write own_strain/2, or own_strain for the newest.");
  return std::pair(word.substr(0, slash), version);
}

// "after=2023-10-20T12:00": the part before the sign and the one behind it.
Result<std::pair<std::string, std::string>> parts_of(const std::string& word, const char* example) {
  const auto equals = word.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == word.size())
    return malformed("\"" + word + "\" can't be read: write " + example + ".");
  return std::pair(word.substr(0, equals), word.substr(equals + 1));
}

Result<void> add_wave(v1::Moment moment, const std::vector<std::string>& said, const DraftOptions& options,
                      const std::string& round_id, v1::DraftWavesRequest& request) {
  if (said.empty()) return {};
  TRY(asked, questionnaire_in(said.at(0)));
  v1::WavePlan& plan = *request.add_waves();
  plan.set_wave_id(uuid_of_key(kTimeless, round_id, "wave", options.key + "/" + code_of(moment)));
  plan.set_moment(moment);
  if (moment == v1::MOMENT_FOLLOW_UP) plan.set_months_later(options.months_later);
  plan.set_questionnaire(asked.first);
  plan.set_version(asked.second);
  plan.set_opens_local(said.at(1));
  plan.set_closes_local(said.at(2));
  return {};
}

Result<void> add_reminders(const DraftOptions& options, v1::DraftWavesRequest& request) {
  for (const std::string& word : options.reminders) {
    TRY(parts, parts_of(word, "--remind after=2023-10-20T12:00"));
    TRY(moment, moment_in(parts.first));
    bool is_there = false;
    for (v1::WavePlan& plan : *request.mutable_waves()) {
      if (plan.moment() != moment) continue;
      plan.set_reminds_local(parts.second);
      is_there = true;
    }
    if (!is_there) return malformed("There is no wave \"" + parts.first + "\" to remind of.");
  }
  return {};
}

Result<void> add_results(const DraftOptions& options, v1::DraftWavesRequest& request) {
  if (!options.primary.empty()) {
    TRY(from, moment_in(options.primary.at(1)));
    TRY(to, moment_in(options.primary.at(2)));
    request.set_primary_scale(options.primary.at(0));
    request.set_primary_from(from);
    request.set_primary_to(to);
  }
  request.set_partition_question(options.partition_question);
  for (const std::string& word : options.partition_groups) {
    TRY(parts, parts_of(word, "--group young=a,b"));
    v1::PartitionGroup& group = *request.add_partition_groups();
    group.set_code(parts.first);
    std::string_view left = parts.second;
    while (!left.empty()) {
      const auto comma = std::min(left.find(','), left.size());
      group.add_option_codes(std::string(left.substr(0, comma)));
      left.remove_prefix(std::min(comma + 1, left.size()));
    }
  }
  return {};
}

// The one zone of the round's sessions.
Result<std::string> zone_of(Client& client, const std::string& round) {
  std::set<std::string> zones;
  scheduling::v1::ListSessionsRequest request;
  request.set_round_id(round);
  TRY_DO(each_page<scheduling::v1::ListSessionsResponse>(client, std::move(request), [&](const auto& page) {
    for (const auto& session : page.sessions()) zones.insert(session.time_zone());
  }));
  if (zones.size() == 1) return *zones.begin();
  return malformed("The round's sessions are not all in one time zone: say which the waves go by, --zone Asia/Almaty.");
}

// What only the platform knows.
Result<void> complete(Client& client, v1::DraftWavesRequest& request) {
  if (request.time_zone().empty()) {
    TRY(zone, zone_of(client, request.round_id()));
    request.set_time_zone(zone);
  }
  for (v1::WavePlan& plan : *request.mutable_waves()) {
    if (plan.version() != 0) continue;
    v1::GetQuestionnaireRequest newest;
    newest.set_questionnaire(plan.questionnaire());
    TRY(found, client.call_until_settled<v1::GetQuestionnaireResponse>(newest, kPatience));
    plan.set_version(nlohmann::json::parse(found.definition()).value("version", 0));
  }
  return {};
}

void say_drafted(const v1::DraftWavesRequest& request, const v1::DraftWavesResponse& drafted,
                 const Sentences& sentences) {
  say(sentences.text("wave.series", {{"series", request.series_id()}}));
  for (const v1::WavePlan& plan : request.waves()) {
    v1::Wave wave;
    wave.set_moment(plan.moment());
    wave.set_months_later(plan.months_later());
    say(sentences.text("wave.line", {{"moment", moment_of(wave, sentences)},
                                     {"wave", plan.wave_id()},
                                     {"questionnaire", plan.questionnaire()},
                                     {"version", std::to_string(plan.version())},
                                     {"opens", plan.opens_local()},
                                     {"closes", plan.closes_local()},
                                     {"zone", request.time_zone()}}));
  }
  std::string questions;
  for (const std::string& question : drafted.unanimity_questions())
    questions += (questions.empty() ? "" : ", ") + question;
  if (!questions.empty()) say(sentences.text("wave.unanimity", {{"questions", questions}}));
  if (drafted.missing_texts_size() > 0) say(sentences.counted("wave.missing_texts", drafted.missing_texts_size()));
  say(sentences.text("wave.next_keepers", {{"series", request.series_id()}}));
  if (!request.entered_afterwards()) say(sentences.text("wave.next_sheets", {{"series", request.series_id()}}));
}

}  // namespace

Result<v1::DraftWavesRequest> draft_of(const DraftOptions& options, const std::string& round_id) {
  v1::DraftWavesRequest request;
  request.set_series_id(uuid_of_key(kTimeless, round_id, "wave-series", options.key));
  request.set_round_id(round_id);
  request.set_project_id(options.project);
  request.set_session_id(options.session);
  request.set_time_zone(options.zone);
  request.set_grace_hours(options.grace_hours);
  TRY_DO(add_wave(v1::MOMENT_BEFORE, options.before, options, round_id, request));
  TRY_DO(add_wave(v1::MOMENT_AFTER, options.after, options, round_id, request));
  TRY_DO(add_wave(v1::MOMENT_FOLLOW_UP, options.follow_up, options, round_id, request));
  if (request.waves().empty())
    return malformed("There is no wave: name one at least, as by --after QUESTIONNAIRE OPENS CLOSES.");
  TRY_DO(add_reminders(options, request));
  TRY_DO(add_results(options, request));
  for (const std::string& keeper : options.keepers) request.add_keepers(keeper);
  if (request.keepers_size() != 2)
    return malformed("A series has two keepers: name both accounts, --keeper and --keeper.");
  request.set_entered_afterwards(options.entered_afterwards);
  return request;
}

Result<void> draft_waves(const ConnectionOptions& connection, const DraftOptions& options) {
  const Sentences sentences(options.language);
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  TRY(round, round_id_of(*client, options.round));
  TRY(request, draft_of(options, round));
  TRY_DO(complete(*client, request));
  request.set_request_id(IdSource().next(SystemClock().now()));
  TRY(drafted, client->call_until_settled<v1::DraftWavesResponse>(request, kPatience));
  say_drafted(request, drafted, sentences);
  return {};
}

}  // namespace opora::tool
