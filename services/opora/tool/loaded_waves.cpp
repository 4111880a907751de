#include "opora/tool/loaded_waves.h"

#include <chrono>
#include <thread>
#include <utility>

#include "platform/clock/clock.h"
#include "platform/proto/enum_code.h"

namespace opora::tool {

using round_folder::Said;
using round_folder::Wording;

namespace {

constexpr std::chrono::milliseconds kMoment{50};

}  // namespace

LoadedWaves::LoadedWaves(const round_folder::RoundFolder& folder, const ConnectionOptions& connection, Client& client,
                         const load::LoadOptions& options, const Wording& wording)
    : connection_(connection),
      client_(client),
      options_(options),
      wording_(wording),
      waves_(load::waves_of(folder, SystemClock().now(), refused_)) {}

Result<void> LoadedWaves::compare(const load::Query& query, load::Comparison& comparison) const {
  for (const load::Refused& refused : refused_.kept) {
    comparison.refused_rows.emplace(refused.file, refused.line);
    comparison.refused.add(refused);
  }
  TRY(standing, load::read_standing_waves(waves_, query));
  load::compare_waves(waves_, standing, comparison);
  return {};
}

load::Query LoadedWaves::asking(Client& client) const {
  return [this, ask = load::queries_of(client, options_)](const auto& request, auto& answer) {
    return ask(request, answer).map_error([&](Error refusal) { return wording_.in_language(std::move(refusal)); });
  };
}

Result<load::Query> LoadedWaves::keeper(const std::string& account) {
  TRY(client, connect_as(connection_, Caller{account, network::v1::ROLE_COORDINATOR}));
  others_.push_back(std::move(client));
  return asking(*others_.back());
}

Result<std::vector<std::string>> LoadedWaves::enter(const load::Comparison& comparison,
                                                    const load::Progress& progress) {
  if (comparison.series_to_enter.empty()) return std::vector<std::string>();
  TRY(nobody, connect_as_nobody(connection_));
  others_.push_back(std::move(nobody));
  const load::AskingAs ask{asking(client_), asking(*others_.back()),
                           [this](const std::string& account) { return keeper(account); },
                           [] { std::this_thread::sleep_for(kMoment); }};
  TRY(entered, load::enter_answers(waves_, comparison.series_to_enter, ask, options_, progress));
  return lines_of_entered(entered, wording_);
}

std::vector<std::string> lines_of_entered(const std::vector<load::EnteredSeries>& entered, const Wording& wording) {
  std::vector<std::string> lines;
  for (const load::EnteredSeries& each : entered) {
    const std::string& key = each.series->row->key;
    if (each.so_far == load::Entered::waits_for_keepers) {
      std::string keepers;
      for (const std::string& account : each.keepers_missing) keepers += (keepers.empty() ? "" : ", ") + account;
      lines.push_back(wording.text(Said("waves_wait", {{"series", key},
                                                       {"keepers", keepers},
                                                       {"id", each.series->draft.series_id()}})));
      continue;
    }
    const bool is_opened = each.so_far == load::Entered::opened;
    lines.push_back(wording.text(Said(is_opened ? "waves_opened" : "waves_entered", {{"series", key}})));
    for (const load::PlannedWave& wave : each.series->waves)
      lines.push_back(
          wording.text(Said("wave_of_load", {{"moment", code_of(wave.row->moment)}, {"id", wave.id}})));
  }
  return lines;
}

}  // namespace opora::tool
