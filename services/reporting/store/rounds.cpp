#include "reporting/store/rounds.h"

#include "reporting/store/names.h"

namespace opora {
namespace {

constexpr Statement kLoadRound("SELECT round_id, programme_id, year FROM rounds WHERE round_id = :round");
constexpr Statement kSaveRound(R"(
INSERT INTO rounds (round_id, programme_id, year) VALUES (:round, :programme, :year)
ON CONFLICT (round_id) DO UPDATE SET programme_id = excluded.programme_id, year = excluded.year)");

constexpr Statement kLoadPart(
    "SELECT round_id, project_id FROM round_projects WHERE round_id = :round AND project_id = :project");
constexpr Statement kSavePart(R"(
INSERT INTO round_projects (round_id, project_id) VALUES (:round, :project)
ON CONFLICT (round_id, project_id) DO NOTHING)");

constexpr Statement kLoadRegion(
    "SELECT round_id, region_id FROM round_regions WHERE round_id = :round AND region_id = :region");
constexpr Statement kSaveRegion(R"(
INSERT INTO round_regions (round_id, region_id) VALUES (:round, :region)
ON CONFLICT (round_id, region_id) DO NOTHING)");

constexpr Statement kLoadPartnership(R"(
SELECT partnership_id, project_id, organisation_id, role FROM partnerships WHERE partnership_id = :partnership)");
constexpr Statement kSavePartnership(R"(
INSERT INTO partnerships (partnership_id, project_id, organisation_id, role)
VALUES (:partnership, :project, :organisation, :role)
ON CONFLICT (partnership_id) DO UPDATE
SET project_id = excluded.project_id, organisation_id = excluded.organisation_id, role = excluded.role)");

constexpr Statement kPartners(R"(
SELECT p.partnership_id, p.project_id, p.organisation_id, p.role, project.text, organisation.text
FROM round_projects part
JOIN partnerships p ON p.project_id = part.project_id
LEFT JOIN names project ON project.subject = 'project' AND project.id = p.project_id
LEFT JOIN names organisation ON organisation.subject = 'organisation' AND organisation.id = p.organisation_id
WHERE part.round_id = :round
ORDER BY p.project_id,
         CASE p.role WHEN 'organiser' THEN 1 WHEN 'funder' THEN 2 WHEN 'supporter' THEN 3 WHEN 'host' THEN 4 ELSE 5 END,
         p.organisation_id, p.partnership_id)");

// Of a round that was told before rounds named regions, nobody but its only one can be believed.
constexpr Statement kRegions(R"(
SELECT region_id FROM round_regions WHERE round_id = :round
UNION
SELECT MIN(region_id) FROM sessions
WHERE round_id = :round AND NOT EXISTS (SELECT 1 FROM round_regions WHERE round_id = :round)
HAVING COUNT(DISTINCT region_id) = 1)");

reporting::Partnership partnership_from(const Row& row) {
  return {row.id<reporting::PartnershipId>(0), row.id<reporting::ProjectId>(1), row.id<reporting::OrganisationId>(2),
          row.text(3)};
}

}  // namespace

std::vector<reporting::Round> Stored<reporting::Round>::load(Sql& sql, std::span<const Key> keys) {
  const Rows rows = sql.query_each(kLoadRound, keys, [](const Key& key, auto&& next) { next({{"round", key}}); });
  std::vector<reporting::Round> rounds;
  for (const Row& row : rows) {
    rounds.push_back(
        {row.id<reporting::RoundId>(0), row.id<reporting::ProgrammeId>(1), static_cast<int>(row.integer(2))});
  }
  return rounds;
}

void Stored<reporting::Round>::save(Sql& sql, std::span<const reporting::Round> rounds) {
  sql.execute_each(kSaveRound, rounds, [](const reporting::Round& round, auto&& next) {
    next({{"round", round.id}, {"programme", round.programme}, {"year", round.year}});
  });
}

std::vector<reporting::RoundProject> Stored<reporting::RoundProject>::load(Sql& sql, std::span<const Key> keys) {
  const Rows rows = sql.query_each(kLoadPart, keys, [](const Key& key, auto&& next) {
    next({{"round", key.first}, {"project", key.second}});
  });
  std::vector<reporting::RoundProject> parts;
  for (const Row& row : rows) parts.push_back({row.id<reporting::RoundId>(0), row.id<reporting::ProjectId>(1)});
  return parts;
}

void Stored<reporting::RoundProject>::save(Sql& sql, std::span<const reporting::RoundProject> parts) {
  sql.execute_each(kSavePart, parts, [](const reporting::RoundProject& part, auto&& next) {
    next({{"round", part.round}, {"project", part.project}});
  });
}

std::vector<reporting::RoundRegion> Stored<reporting::RoundRegion>::load(Sql& sql, std::span<const Key> keys) {
  const Rows rows = sql.query_each(kLoadRegion, keys, [](const Key& key, auto&& next) {
    next({{"round", key.first}, {"region", key.second}});
  });
  std::vector<reporting::RoundRegion> regions;
  for (const Row& row : rows) regions.push_back({row.id<reporting::RoundId>(0), row.id<reporting::RegionId>(1)});
  return regions;
}

void Stored<reporting::RoundRegion>::save(Sql& sql, std::span<const reporting::RoundRegion> regions) {
  sql.execute_each(kSaveRegion, regions, [](const reporting::RoundRegion& held, auto&& next) {
    next({{"round", held.round}, {"region", held.region}});
  });
}

std::vector<reporting::Partnership> Stored<reporting::Partnership>::load(Sql& sql, std::span<const Key> keys) {
  const Rows rows = sql.query_each(kLoadPartnership, keys, [](const Key& key, auto&& next) {
    next({{"partnership", key}});
  });
  std::vector<reporting::Partnership> partnerships;
  for (const Row& row : rows) partnerships.push_back(partnership_from(row));
  return partnerships;
}

void Stored<reporting::Partnership>::save(Sql& sql, std::span<const reporting::Partnership> partnerships) {
  sql.execute_each(kSavePartnership, partnerships, [](const reporting::Partnership& partnership, auto&& next) {
    next({{"partnership", partnership.id},
          {"project", partnership.project},
          {"organisation", partnership.organisation},
          {"role", partnership.role}});
  });
}

namespace reporting {

Result<std::vector<NamedPartnership>> partners_of(Reader& reader, const RoundId& round) {
  TRY(rows, reader.query(kPartners, {{"round", round}}));
  std::vector<NamedPartnership> partners;
  for (const Row& row : rows) {
    NamedPartnership partner{partnership_from(row), {}, {}};
    if (!row.is_null(4)) partner.project_name = text_from_column(row.text(4));
    if (!row.is_null(5)) partner.organisation_name = text_from_column(row.text(5));
    partners.push_back(std::move(partner));
  }
  return partners;
}

Result<std::vector<RegionId>> regions_of(Reader& reader, const RoundId& round) {
  TRY(rows, reader.query(kRegions, {{"round", round}}));
  std::vector<RegionId> regions;
  for (const Row& row : rows) regions.push_back(row.id<RegionId>(0));
  return regions;
}

}  // namespace reporting
}  // namespace opora
