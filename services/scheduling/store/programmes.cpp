#include "scheduling/store/programmes.h"

#include "platform/lane/stored_bodies.h"

namespace opora::scheduling {
namespace {

constexpr ComposedStatement kProgrammesAfter(
    "SELECT ", columns_of<Programme>(), " FROM programmes WHERE id > :after ORDER BY id LIMIT :limit");
constexpr ComposedStatement kProjectsAfter(
    "SELECT ", columns_of<Project>(), " FROM projects "
    "WHERE programme_id = :programme AND id > :after ORDER BY id LIMIT :limit");
constexpr ComposedStatement kPartnershipsAfter(
    "SELECT ", columns_of<Partnership>(), " FROM partnerships "
    "WHERE project_id = :project AND id > :after ORDER BY id LIMIT :limit");

}  // namespace

PageCursor cursor_of(const Programme& programme) { return {0, programme.id.value}; }
PageCursor cursor_of(const Project& project) { return {0, project.id.value}; }
PageCursor cursor_of(const Partnership& partnership) { return {0, partnership.id.value}; }

Result<std::vector<Programme>> programmes_after(Reader& reader, const PageCursor& after, int limit) {
  return reader.query(kProgrammesAfter, {{"after", after.id}, {"limit", limit}}).map(values_of<Programme>);
}

Result<std::vector<Project>> projects_after(Reader& reader, const ProgrammeId& programme, const PageCursor& after,
                                            int limit) {
  return reader.query(kProjectsAfter, {{"programme", programme}, {"after", after.id}, {"limit", limit}})
      .map(values_of<Project>);
}

Result<std::vector<Partnership>> partnerships_after(Reader& reader, const ProjectId& project, const PageCursor& after,
                                                    int limit) {
  return reader.query(kPartnershipsAfter, {{"project", project}, {"after", after.id}, {"limit", limit}})
      .map(values_of<Partnership>);
}

}  // namespace opora::scheduling

OPORA_STORED(opora::scheduling::Programme);
OPORA_STORED(opora::scheduling::Project);
OPORA_STORED(opora::scheduling::Partnership);
