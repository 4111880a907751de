// All that a database holds, but for some tables: for tests that show what something leaves alone.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "platform/sql/canonical_dump.h"
#include "platform/sql/database.h"

namespace opora::testing {

inline std::string dump_without(Database& database, const std::set<std::string>& tables) {
  const auto session = database.read();
  std::vector<std::string> others;
  for (std::string& name : session->sql().table_names())
    if (!tables.contains(name)) others.push_back(std::move(name));
  return canonical_dump(session->sql(), others);
}

}  // namespace opora::testing
