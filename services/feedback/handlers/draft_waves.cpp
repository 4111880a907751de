#include "feedback/domain/draft_waves.h"

#include <algorithm>
#include <set>

#include "feedback/handlers/handlers.h"
#include "feedback/handlers/versions.h"
#include "feedback/store/definitions.h"
#include "feedback/store/facts.h"
#include "feedback/store/waves.h"
#include "feedback/wire.h"
#include "platform/lane/gather.h"

namespace opora::feedback {
namespace {

using VersionKey = Stored<KeptQuestionnaire>::Key;

std::vector<WaveId> ids_of(const std::vector<Wave>& waves) {
  std::vector<WaveId> ids;
  for (const Wave& wave : waves) ids.push_back(wave.id);
  return ids;
}

std::vector<VersionKey> versions_in(const std::vector<Wave>& waves) {
  std::set<VersionKey> keys;
  for (const Wave& wave : waves) keys.emplace(wave.questionnaire, wave.version);
  return {keys.begin(), keys.end()};
}

// Each once.
std::vector<Wave> together(std::vector<Wave> waves, const std::vector<Wave>& others) {
  for (const Wave& other : others)
    if (std::ranges::find(waves, other.id, &Wave::id) == waves.end()) waves.push_back(other);
  return waves;
}

Result<std::vector<AskedQuestionnaire>> read_all(const std::vector<KeptQuestionnaire>& kept, std::size_t asked_count) {
  if (kept.size() != asked_count) return tl::unexpected(nothing_there("UNKNOWN_QUESTIONNAIRE"));
  std::vector<AskedQuestionnaire> all;
  for (const KeptQuestionnaire& each : kept) all.push_back(read_version(each));
  return all;
}

v1::DraftWavesResponse what_to_look_at(const std::vector<AskedQuestionnaire>& asked) {
  v1::DraftWavesResponse response;
  std::set<std::string> unanimity;
  for (const AskedQuestionnaire& each : asked) {
    for (const std::string& question : unanimity_questions(*each)) unanimity.insert(question);
    put_missing_texts(*each, *response.mutable_missing_texts());
  }
  for (const std::string& question : unanimity) response.add_unanimity_questions(question);
  return response;
}

}  // namespace

Result<v1::DraftWavesResponse> draft_waves(Transaction& tx, const v1::DraftWavesRequest& request) {
  DraftWaves command = from_proto(request);
  command.series.drafted_by = tx.subject();
  command.series.drafted_at = tx.now();
  const Subject& about = command.series.about;
  const auto ids = ids_of(command.waves);
  const auto versions = versions_in(command.waves);
  TRY(found, gather(tx, one<Round>(about.round), maybe<Series>(command.series.id), maybe<Session>(about.session),
                    all<Wave>(ids), all<KeptQuestionnaire>(versions),
                    [&](Reader& reader) { return waves_of(reader, command.series.id); },
                    [&](Reader& reader) { return projects_of(reader, about.round); }));
  auto& [round, series, session, waves_there, kept, waves_of_series, projects] = found;
  TRY(asked, read_all(kept, versions.size()));
  DraftWavesFacts facts{std::move(series), together(std::move(waves_of_series), waves_there), std::move(projects),
                        std::move(session), {}, tx.now()};
  for (const AskedQuestionnaire& each : asked) facts.asked.push_back(asked_version(*each));
  TRY(drafted, decide(facts, std::move(command)));
  if (drafted) {
    tx.save(std::move(drafted->series));
    for (Wave& wave : drafted->waves) tx.save(std::move(wave));
    for (Keeper& keeper : drafted->keepers) tx.save(std::move(keeper));
  }
  return what_to_look_at(asked);
}

}  // namespace opora::feedback
