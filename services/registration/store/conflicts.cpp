#include "registration/store/conflicts.h"

#include "platform/sql/rows.h"
#include "registration/domain/group.h"

namespace opora::registration {
namespace {

// A waitlist is looked through only where somebody waits.
constexpr Statement kAfter(
    "SELECT session_id, capacity, confirmed_count, largest FROM (SELECT f.session_id, f.capacity, s.confirmed_count, "
    "CASE WHEN s.waiting_count = 0 THEN 0 ELSE COALESCE((SELECT MAX(g.head_count) FROM groups_registered g "
    "WHERE g.session_id = s.session_id AND g.arrival >= s.waiting_from AND g.status = :waiting), 0) END AS largest "
    "FROM sessions f JOIN seats s ON s.session_id = f.session_id "
    "WHERE f.cancelled = 0 AND f.starts_at > :now AND (:region = '' OR f.region_id = :region) "
    "AND f.session_id > :after) AS known "
    "WHERE confirmed_count > capacity OR largest > capacity ORDER BY session_id LIMIT :limit");

}  // namespace

PageCursor cursor_of(const Conflict& conflict) { return {0, conflict.session.value}; }

Result<std::vector<Conflict>> conflicts_after(Reader& reader, const RegionId& region, Instant now,
                                              const PageCursor& after, int limit) {
  return reader
      .query(kAfter, {{"region", region},
                      {"now", now},
                      {"after", after.id},
                      {"waiting", GroupStatus::waiting},
                      {"limit", limit}})
      .map(values_of<Conflict, SessionId, int, int, int>);
}

}  // namespace opora::registration
