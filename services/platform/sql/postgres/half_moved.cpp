#include "platform/sql/postgres/half_moved.h"

#include <algorithm>

namespace opora {
namespace {

const Statement kMark{"CREATE TABLE IF NOT EXISTS move_under_way (id BIGINT PRIMARY KEY)"};
const Statement kUnmark{"DROP TABLE IF EXISTS move_under_way"};

}  // namespace

void mark_half_moved(Sql& sql) { sql.execute(kMark); }

void unmark_half_moved(Sql& sql) { sql.execute(kUnmark); }

Result<void> check_not_half_moved(Sql& sql) {
  if (std::ranges::count(sql.table_names(), kHalfMovedTable) == 0) return {};
  return refuse(Code::conflict, "HALF_MOVED",
                "A move into this database was cut off, so some services' databases may be filled and others not. The "
                "data folder is as it was, and is what counts: drop all databases of the platform in PostgreSQL, "
                "create them anew and run opora move again.");
}

}  // namespace opora
