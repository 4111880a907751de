#include "registration/store/unsettled.h"

#include <sstream>

#include "registration/store/flags.h"

namespace opora {

using registration::CheckIn;
using registration::CheckInId;
using registration::PersonId;
using registration::RegionId;
using registration::SessionId;
using registration::Stands;
using registration::Unsettled;

namespace {

constexpr Statement kLoad(
    "SELECT check_in_id, sent_id, session_id, person_id, code, scanned_at, flags, regions, stands "
    "FROM unsettled_scans "
    "WHERE check_in_id = :check_in");
constexpr Statement kSave(
    "INSERT INTO unsettled_scans "
    "(check_in_id, sent_id, session_id, person_id, code, scanned_at, flags, regions, stands) "
    "VALUES (:check_in, :sent, :session, :person, :code, :scanned_at, :flags, :regions, :stands) "
    "ON CONFLICT (check_in_id) DO UPDATE SET regions = excluded.regions, stands = excluded.stands");
constexpr Statement kWaiting(
    "SELECT check_in_id, sent_id, session_id, person_id, code, scanned_at, flags, regions, stands "
    "FROM unsettled_scans "
    "WHERE session_id = :session AND stands = 1 ORDER BY scanned_at, check_in_id LIMIT :limit");
constexpr Statement kByTime(
    "SELECT check_in_id, sent_id, session_id, person_id, code, scanned_at, flags, regions, stands "
    "FROM unsettled_scans "
    "WHERE session_id = :session AND stands <> 2 AND (scanned_at, check_in_id) > (:after_time, :after_id) "
    "ORDER BY scanned_at, check_in_id LIMIT :limit");

std::string text_of(const std::vector<RegionId>& regions) {
  std::string text;
  for (const RegionId& region : regions) text += (text.empty() ? "" : " ") + region.value;
  return text;
}

std::vector<RegionId> regions_in(const std::string& text) {
  std::vector<RegionId> regions;
  std::istringstream words(text);
  for (std::string word; words >> word;) regions.push_back({word});
  return regions;
}

std::vector<Unsettled> scans_of(const Rows& rows) {
  std::vector<Unsettled> scans;
  for (const Row& row : rows)
    scans.push_back({{row.id<CheckInId>(0), row.id<SessionId>(2), row.id<PersonId>(3), row.instant(5),
                      registration::flags_in(row.integer(6)), row.text(4)},
                     row.id<CheckInId>(1),
                     regions_in(row.text(7)),
                     static_cast<Stands>(row.integer(8))});
  return scans;
}

}  // namespace

std::vector<Unsettled> Stored<Unsettled>::load(Sql& sql, std::span<const Key> keys) {
  return scans_of(
      sql.query_each(kLoad, keys, [](const Key& key, const auto& next) { next({{"check_in", key}}); }));
}

void Stored<Unsettled>::save(Sql& sql, std::span<const Unsettled> scans) {
  sql.execute_each(kSave, scans, [](const Unsettled& scan, const auto& next) {
    const CheckIn& kept = scan.check_in;
    next({{"check_in", kept.id},
          {"sent", scan.sent},
          {"session", kept.session},
          {"person", kept.person},
          {"code", kept.code},
          {"scanned_at", kept.scanned_at},
          {"flags", registration::bits_of(kept.flags)},
          {"regions", text_of(scan.regions)},
          {"stands", static_cast<std::int64_t>(scan.stands)}});
  });
}

}  // namespace opora

namespace opora::registration {

Result<std::vector<Unsettled>> waiting_scans(Reader& reader, const SessionId& session, int limit) {
  return reader.query(kWaiting, {{"session", session}, {"limit", limit}}).map(scans_of);
}

Result<std::vector<Unsettled>> unsettled_after(Reader& reader, const SessionId& session, Instant after_time,
                                               const std::string& after_id, int limit) {
  return reader
      .query(kByTime,
             {{"session", session}, {"after_time", after_time}, {"after_id", after_id}, {"limit", limit}})
      .map(scans_of);
}

}  // namespace opora::registration
