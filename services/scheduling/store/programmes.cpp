#include "scheduling/store/programmes.h"

#include "scheduling/store/localized_text.h"
#include "scheduling/store/rows.h"

namespace opora {

using namespace scheduling;

namespace {

constexpr Statement kLoadProgramme("SELECT id, name FROM programmes WHERE id = :id");
constexpr Statement kSaveProgramme(
    "INSERT INTO programmes (id, name) VALUES (:id, :name) "
    "ON CONFLICT (id) DO UPDATE SET name = excluded.name");

constexpr Statement kLoadProject("SELECT id, programme_id, name FROM projects WHERE id = :id");
constexpr Statement kSaveProject(
    "INSERT INTO projects (id, programme_id, name) VALUES (:id, :programme_id, :name) "
    "ON CONFLICT (id) DO UPDATE SET programme_id = excluded.programme_id, name = excluded.name");

constexpr Statement kLoadPartnership("SELECT id, project_id, organisation_id, role FROM partnerships WHERE id = :id");
constexpr Statement kSavePartnership(
    "INSERT INTO partnerships (id, project_id, organisation_id, role) "
    "VALUES (:id, :project_id, :organisation_id, :role) "
    "ON CONFLICT (id) DO UPDATE SET project_id = excluded.project_id, organisation_id = excluded.organisation_id, "
    "role = excluded.role");

}  // namespace

std::vector<Programme> Stored<Programme>::load(Sql& sql, std::span<const Key> keys) {
  return values_of<Programme>(sql.query_each(kLoadProgramme, keys, bind_id), [](const Row& row) {
    return Programme{row.id<ProgrammeId>(0), localized_text(row.text(1))};
  });
}

void Stored<Programme>::save(Sql& sql, std::span<const Programme> values) {
  sql.execute_each(kSaveProgramme, values, [](const Programme& programme, const auto& next) {
    next({{"id", programme.id}, {"name", to_column(programme.name)}});
  });
}

std::vector<Project> Stored<Project>::load(Sql& sql, std::span<const Key> keys) {
  return values_of<Project>(sql.query_each(kLoadProject, keys, bind_id), [](const Row& row) {
    return Project{row.id<ProjectId>(0), row.id<ProgrammeId>(1), localized_text(row.text(2))};
  });
}

void Stored<Project>::save(Sql& sql, std::span<const Project> values) {
  sql.execute_each(kSaveProject, values, [](const Project& project, const auto& next) {
    next({{"id", project.id}, {"programme_id", project.programme}, {"name", to_column(project.name)}});
  });
}

std::vector<Partnership> Stored<Partnership>::load(Sql& sql, std::span<const Key> keys) {
  return values_of<Partnership>(sql.query_each(kLoadPartnership, keys, bind_id), [](const Row& row) {
    return Partnership{row.id<PartnershipId>(0), row.id<ProjectId>(1), row.id<OrganisationId>(2),
                       static_cast<PartnerRole>(row.integer(3))};
  });
}

void Stored<Partnership>::save(Sql& sql, std::span<const Partnership> values) {
  sql.execute_each(kSavePartnership, values, [](const Partnership& partnership, const auto& next) {
    next({{"id", partnership.id},
          {"project_id", partnership.project},
          {"organisation_id", partnership.organisation},
          {"role", static_cast<int>(partnership.role)}});
  });
}

}  // namespace opora
