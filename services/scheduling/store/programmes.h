// Programmes, projects and partnerships in their tables.
#pragma once

#include "platform/lane/transaction.h"
#include "platform/paging/page.h"
#include "platform/text/text_column.h"
#include "scheduling/domain/programmes.h"

namespace opora::scheduling {

constexpr auto table_of(Type<Programme>) {
  return Table("programmes", "UNKNOWN_PROGRAMME",
               key("id", &Programme::id),
               column("name", &Programme::name));
}

constexpr auto table_of(Type<Project>) {
  return Table("projects", "UNKNOWN_PROJECT",
               key("id", &Project::id),
               column("programme_id", &Project::programme),
               column("name", &Project::name));
}

constexpr auto table_of(Type<Partnership>) {
  return Table("partnerships", "UNKNOWN_PARTNERSHIP",
               key("id", &Partnership::id),
               column("project_id", &Partnership::project),
               column("organisation_id", &Partnership::organisation),
               column("role", &Partnership::role));
}

// All three are listed by their ids: at most `limit` after that cursor.
PageCursor cursor_of(const Programme& programme);
PageCursor cursor_of(const Project& project);
PageCursor cursor_of(const Partnership& partnership);
Result<std::vector<Programme>> programmes_after(Reader& reader, const PageCursor& after, int limit);
Result<std::vector<Project>> projects_after(Reader& reader, const ProgrammeId& programme, const PageCursor& after,
                                            int limit);
Result<std::vector<Partnership>> partnerships_after(Reader& reader, const ProjectId& project, const PageCursor& after,
                                                    int limit);

}  // namespace opora::scheduling
