#include "reporting/store/scans.h"

namespace opora {
namespace {

constexpr Statement kLoad(
    "SELECT check_in_id, session_id, standing FROM scans_set_aside WHERE check_in_id = :check_in");
// Settled once, it stays so, in whatever order that is heard.
constexpr Statement kSave(R"(
INSERT INTO scans_set_aside (check_in_id, session_id, standing) VALUES (:check_in, :session, :standing)
ON CONFLICT (check_in_id) DO UPDATE SET standing = excluded.standing)");
constexpr Statement kOfRound(R"(
SELECT COUNT(*) FROM sessions s JOIN scans_set_aside a ON a.session_id = s.session_id
WHERE s.round_id = :round AND a.standing = 1)");

}  // namespace

std::vector<reporting::ScanSetAside> Stored<reporting::ScanSetAside>::load(Sql& sql, std::span<const Key> keys) {
  const Rows rows = sql.query_each(kLoad, keys, [](const Key& key, auto&& next) { next({{"check_in", key}}); });
  std::vector<reporting::ScanSetAside> scans;
  for (const Row& row : rows)
    scans.push_back({row.id<reporting::CheckInId>(0), row.id<reporting::SessionId>(1),
                     static_cast<reporting::ScanStanding>(row.integer(2))});
  return scans;
}

void Stored<reporting::ScanSetAside>::save(Sql& sql, std::span<const reporting::ScanSetAside> scans) {
  sql.execute_each(kSave, scans, [](const reporting::ScanSetAside& scan, auto&& next) {
    next({{"check_in", scan.id}, {"session", scan.session}, {"standing", static_cast<int>(scan.standing)}});
  });
}

namespace reporting {

Result<std::int64_t> count_scans_set_aside(Reader& reader, const RoundId& round) {
  TRY(rows, reader.query(kOfRound, {{"round", round}}));
  return rows.front().integer(0);
}

}  // namespace reporting
}  // namespace opora
