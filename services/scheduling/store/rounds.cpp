#include "scheduling/store/rounds.h"

#include <limits>

#include "platform/lane/stored_bodies.h"

namespace opora {

using scheduling::ProgrammeId;
using scheduling::ProjectId;
using scheduling::RegionId;
using scheduling::Round;
using scheduling::RoundId;

namespace {

// A round comes as a row of its own, one for each of its projects and one for each of its regions.
constexpr ComposedStatement kLoad(
    "SELECT ", columns_of<Round>(), ", NULL, NULL FROM rounds WHERE id = :id "
    "UNION ALL SELECT round_id, NULL, NULL, NULL, project_id, NULL FROM round_projects WHERE round_id = :id "
    "UNION ALL SELECT round_id, NULL, NULL, NULL, NULL, region_id FROM round_regions WHERE round_id = :id");
struct RoundRow {
  RoundId round;
  std::optional<ProgrammeId> programme;
  std::optional<LocalizedText> name;
  std::optional<std::int32_t> year;
  std::optional<ProjectId> project;
  std::optional<RegionId> region;
};

constexpr Statement kForgetProjects("DELETE FROM round_projects WHERE round_id = :id");
constexpr Statement kSaveProject("INSERT INTO round_projects (round_id, project_id) VALUES (:round_id, :project_id)");
constexpr Statement kForgetRegions("DELETE FROM round_regions WHERE round_id = :id");
constexpr Statement kSaveRegion("INSERT INTO round_regions (round_id, region_id) VALUES (:round_id, :region_id)");

}  // namespace

std::vector<Round> Stored<Round>::load(Sql& sql, std::span<const Key> keys) {
  Rows rows = sql.query_each(kLoad, keys, [](const Key& key, const auto& next) { next({{"id", key}}); });
  std::vector<Round> rounds;
  for (RoundRow& row :
       values_of<RoundRow, RoundId, std::optional<ProgrammeId>, std::optional<LocalizedText>,
                 std::optional<std::int32_t>, std::optional<ProjectId>, std::optional<RegionId>>(std::move(rows))) {
    if (rounds.empty() || rounds.back().id != row.round) rounds.push_back({.id = std::move(row.round)});
    Round& round = rounds.back();
    if (row.project) round.projects.insert(*std::move(row.project));
    if (row.region) round.regions.insert(*std::move(row.region));
    if (row.programme) round.programme = *std::move(row.programme);
    if (row.name) round.name = *std::move(row.name);
    if (row.year) round.year = *row.year;
  }
  return rounds;
}

void Stored<Round>::save(Sql& sql, std::span<const Round> rounds) {
  save_rows(sql, rounds);
  sql.execute_each(kForgetProjects, rounds, [](const Round& round, const auto& next) { next({{"id", round.id}}); });
  std::vector<std::pair<RoundId, ProjectId>> shared;
  for (const Round& round : rounds)
    for (const ProjectId& project : round.projects) shared.emplace_back(round.id, project);
  sql.execute_each(kSaveProject, shared, [](const auto& pair, const auto& next) {
    next({{"round_id", pair.first}, {"project_id", pair.second}});
  });
  sql.execute_each(kForgetRegions, rounds, [](const Round& round, const auto& next) { next({{"id", round.id}}); });
  std::vector<std::pair<RoundId, RegionId>> held;
  for (const Round& round : rounds)
    for (const RegionId& region : round.regions) held.emplace_back(round.id, region);
  sql.execute_each(kSaveRegion, held, [](const auto& pair, const auto& next) {
    next({{"round_id", pair.first}, {"region_id", pair.second}});
  });
}

}  // namespace opora

namespace opora::scheduling {
namespace {

constexpr Statement kListAfter(
    "SELECT id FROM rounds WHERE (year, id) < (:year, :id) ORDER BY year DESC, id DESC LIMIT :limit");

}  // namespace

PageCursor start_of_rounds() { return {std::numeric_limits<std::int64_t>::max(), ""}; }

PageCursor cursor_of(const Round& round) { return {round.year, round.id.value}; }

Result<std::vector<Round>> rounds_after(Reader& reader, const PageCursor& after, int limit) {
  TRY(ids, reader.query(kListAfter, {{"year", after.number}, {"id", after.id}, {"limit", limit}})
               .map(values_of<RoundId>));
  return reader.load_all<Round>(ids);
}

}  // namespace opora::scheduling

OPORA_STORED(opora::scheduling::Round);
