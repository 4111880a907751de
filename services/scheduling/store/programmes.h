// Programmes, projects and partnerships in their tables.
#pragma once

#include "platform/lane/stored.h"
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

}  // namespace opora::scheduling
