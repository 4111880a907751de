#include "platform/sql/postgres/half_moved.h"

#include <algorithm>

namespace opora {
namespace {

const Statement kMark{"CREATE TABLE IF NOT EXISTS move_under_way (id BIGINT PRIMARY KEY)"};
const Statement kForget{"DELETE FROM move_under_way"};
const Statement kNumber{"INSERT INTO move_under_way (id) VALUES (:id)"};
const Statement kNumbers{"SELECT id FROM move_under_way ORDER BY id"};
const Statement kUnmark{"DROP TABLE IF EXISTS move_under_way"};

bool is_half_moved(Sql& sql) { return std::ranges::count(sql.table_names(), kHalfMovedTable) > 0; }

}  // namespace

void mark_half_moved(Sql& sql, std::int64_t move_id) {
  sql.execute(kMark);
  sql.execute(kForget);
  sql.execute(kNumber, {{"id", move_id}});
}

std::int64_t half_moved_by(Sql& sql) {
  if (!is_half_moved(sql)) return 0;
  const auto numbers = sql.query(kNumbers);
  return numbers.empty() ? 0 : numbers.front().integer(0);
}

void unmark_half_moved(Sql& sql) { sql.execute(kUnmark); }

Result<void> check_not_half_moved(Sql& sql) {
  if (!is_half_moved(sql)) return {};
  return refuse(Code::conflict, "HALF_MOVED",
                "A move into this database was cut off, so some services' databases may be filled and others not. Run "
                "opora move again: where all had arrived it only finishes. If it says TARGET_NOT_EMPTY, the data "
                "folder is as it was, and is what counts: drop all databases of the platform in PostgreSQL, create "
                "them anew and move again.");
}

}  // namespace opora
