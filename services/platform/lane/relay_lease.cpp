#include "platform/lane/relay_lease.h"

#include <algorithm>

#include "platform/sql/rows.h"

namespace opora {
namespace {

const Statement kMake{
    "INSERT INTO relay (id, holder, expires_at, position, rewind_count) VALUES (1, '', 0, 0, 0) "
    "ON CONFLICT (id) DO NOTHING"};
const Statement kRead{"SELECT holder, expires_at, position, rewind_count FROM relay WHERE id = 1"};
struct RelayRow {
  std::string holder;
  Instant expires_at;
  std::int64_t position;
  std::int64_t rewind_count;
};
const Statement kHold{"UPDATE relay SET holder = :holder, expires_at = :expires_at, position = :position WHERE id = 1"};
const Statement kRewind{
    "UPDATE relay SET position = CASE WHEN position < :position THEN position ELSE :position END, "
    "rewind_count = rewind_count + 1 WHERE id = 1"};

}  // namespace

RelayLease hold_relay_lease(Sql& sql, const std::string& holder, const RelayLease& known, Instant now,
                            std::chrono::microseconds lasts) {
  sql.execute(kMake);
  const RelayRow row =
      values_of<RelayRow, std::string, Instant, std::int64_t, std::int64_t>(sql.query(kRead)).at(0);
  RelayLease found{row.holder == holder, row.position, row.rewind_count};
  if (!found.is_held && row.expires_at > now) return found;
  if (found.is_held && known.is_held && known.rewind_count == found.rewind_count)
    found.position = std::max(found.position, known.position);
  sql.execute(kHold, {{"holder", holder}, {"expires_at", now + lasts}, {"position", found.position}});
  found.is_held = true;
  return found;
}

void leave_relay_lease(Sql& sql, const std::string& holder, const RelayLease& known) {
  const RelayLease found = hold_relay_lease(sql, holder, known, Instant{0}, std::chrono::microseconds(0));
  if (found.is_held) sql.execute(kHold, {{"holder", ""}, {"expires_at", 0}, {"position", found.position}});
}

void rewind_relay(Sql& sql, std::int64_t position) {
  sql.execute(kMake);
  sql.execute(kRewind, {{"position", position}});
}

}  // namespace opora
