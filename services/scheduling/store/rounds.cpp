#include "scheduling/store/rounds.h"

#include <limits>

#include "scheduling/store/localized_text.h"
#include "scheduling/store/rows.h"

namespace opora {

using namespace scheduling;

namespace {

// A round comes as a row of its own, one for each of its projects and one for each of its regions.
constexpr Statement kLoad(
    "SELECT id, programme_id, name, year, NULL, NULL FROM rounds WHERE id = :id "
    "UNION ALL SELECT round_id, NULL, NULL, NULL, project_id, NULL FROM round_projects WHERE round_id = :id "
    "UNION ALL SELECT round_id, NULL, NULL, NULL, NULL, region_id FROM round_regions WHERE round_id = :id");
constexpr Statement kSave(
    "INSERT INTO rounds (id, programme_id, name, year) VALUES (:id, :programme_id, :name, :year) "
    "ON CONFLICT (id) DO UPDATE SET programme_id = excluded.programme_id, name = excluded.name, year = excluded.year");
constexpr Statement kForgetProjects("DELETE FROM round_projects WHERE round_id = :id");
constexpr Statement kSaveProject("INSERT INTO round_projects (round_id, project_id) VALUES (:round_id, :project_id)");
constexpr Statement kForgetRegions("DELETE FROM round_regions WHERE round_id = :id");
constexpr Statement kSaveRegion("INSERT INTO round_regions (round_id, region_id) VALUES (:round_id, :region_id)");
constexpr Statement kListAfter(
    "SELECT id FROM rounds WHERE (year, id) < (:year, :id) ORDER BY year DESC, id DESC LIMIT :limit");

}  // namespace

std::vector<Round> Stored<Round>::load(Sql& sql, std::span<const Key> keys) {
  std::vector<Round> rounds;
  for (const Row& row : sql.query_each(kLoad, keys, bind_id)) {
    const auto id = row.id<RoundId>(0);
    if (rounds.empty() || rounds.back().id != id) rounds.push_back({.id = id});
    Round& round = rounds.back();
    if (!row.is_null(4)) {
      round.projects.insert(row.id<ProjectId>(4));
    } else if (!row.is_null(5)) {
      round.regions.insert(row.id<RegionId>(5));
    } else {
      round.programme = row.id<ProgrammeId>(1);
      round.name = localized_text(row.text(2));
      round.year = static_cast<std::int32_t>(row.integer(3));
    }
  }
  return rounds;
}

void Stored<Round>::save(Sql& sql, std::span<const Round> values) {
  sql.execute_each(kSave, values, [](const Round& round, const auto& next) {
    next({{"id", round.id},
          {"programme_id", round.programme},
          {"name", to_column(round.name)},
          {"year", round.year}});
  });
  sql.execute_each(kForgetProjects, values, [](const Round& round, const auto& next) { next({{"id", round.id}}); });
  std::vector<std::pair<RoundId, ProjectId>> shared;
  for (const Round& round : values)
    for (const ProjectId& project : round.projects) shared.emplace_back(round.id, project);
  sql.execute_each(kSaveProject, shared, [](const auto& pair, const auto& next) {
    next({{"round_id", pair.first}, {"project_id", pair.second}});
  });
  sql.execute_each(kForgetRegions, values, [](const Round& round, const auto& next) { next({{"id", round.id}}); });
  std::vector<std::pair<RoundId, RegionId>> held;
  for (const Round& round : values)
    for (const RegionId& region : round.regions) held.emplace_back(round.id, region);
  sql.execute_each(kSaveRegion, held, [](const auto& pair, const auto& next) {
    next({{"round_id", pair.first}, {"region_id", pair.second}});
  });
}

namespace scheduling {

PageCursor start_of_rounds() { return {std::numeric_limits<std::int64_t>::max(), ""}; }

PageCursor cursor_of(const Round& round) { return {round.year, round.id.value}; }

Result<std::vector<Round>> rounds_after(Reader& reader, const PageCursor& after, int limit) {
  TRY(rows, reader.query(kListAfter, {{"year", after.number}, {"id", after.id}, {"limit", limit}}));
  const auto ids = values_of<RoundId>(rows, [](const Row& row) { return row.id<RoundId>(0); });
  return reader.load_all<Round>(ids);
}

}  // namespace scheduling
}  // namespace opora
