#include "registration/store/unsettled.h"

#include <algorithm>
#include <sstream>

#include "registration/store/flags.h"

namespace opora {

using registration::CheckIn;
using registration::CheckInId;
using registration::PersonId;
using registration::RegionId;
using registration::SessionId;
using registration::Settlement;
using registration::Stands;
using registration::Unsettled;

namespace {

// A statement's text is known when it is compiled.
#define COLUMNS                                                                                             \
  "check_in_id, sent_id, session_id, person_id, code, scanned_at, flags, regions, stands, uploaded_at, counts_at, " \
  "counts_for, settled_by, settled_at, reason "

constexpr Statement kLoad("SELECT " COLUMNS "FROM unsettled_scans WHERE check_in_id = :check_in");
constexpr Statement kSave(
    "INSERT INTO unsettled_scans (" COLUMNS ") "
    "VALUES (:check_in, :sent, :session, :person, :code, :scanned_at, :flags, :regions, :stands, :uploaded_at, "
    ":counts_at, :counts_for, :settled_by, :settled_at, :reason) "
    "ON CONFLICT (check_in_id) DO UPDATE SET regions = excluded.regions, stands = excluded.stands, "
    "counts_at = excluded.counts_at, counts_for = excluded.counts_for, settled_by = excluded.settled_by, "
    "settled_at = excluded.settled_at, reason = excluded.reason");
// The planner finds the index of those that are open by its own words alone.
constexpr Statement kWaiting(
    "SELECT " COLUMNS "FROM unsettled_scans "
    "WHERE session_id = :session AND stands = 1 AND stands NOT IN (2, 6) "
    "ORDER BY scanned_at, check_in_id LIMIT :limit");
constexpr Statement kByTime(
    "SELECT " COLUMNS "FROM unsettled_scans "
    "WHERE session_id = :session AND stands NOT IN (2, 6) AND (scanned_at, check_in_id) > (:after_time, :after_id) "
    "ORDER BY scanned_at, check_in_id LIMIT :limit");
constexpr Statement kOfAllDoors(
    "SELECT " COLUMNS "FROM unsettled_scans "
    "WHERE stands NOT IN (2, 6) AND (scanned_at, check_in_id) > (:after_time, :after_id) "
    "ORDER BY scanned_at, check_in_id LIMIT :limit");

#undef COLUMNS

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
  for (const Row& row : rows) {
    Unsettled& scan = scans.emplace_back(
        Unsettled{{row.id<CheckInId>(0), row.id<SessionId>(2), row.id<PersonId>(3), row.instant(5),
                   registration::flags_in(row.integer(6)), row.text(4)},
                  row.id<CheckInId>(1),
                  regions_in(row.text(7)),
                  static_cast<Stands>(row.integer(8))});
    if (!row.is_null(9)) scan.uploaded_at = row.instant(9);
    if (!row.is_null(10)) scan.counts_at = row.id<SessionId>(10);
    if (!row.is_null(11)) scan.counts_for = row.id<PersonId>(11);
    if (!row.is_null(12)) scan.settled = Settlement{row.text(12), row.instant(13), row.text(14)};
  }
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
          {"stands", static_cast<std::int64_t>(scan.stands)},
          {"uploaded_at", scan.uploaded_at ? Value(*scan.uploaded_at) : Value(nullptr)},
          {"counts_at", scan.counts_at.empty() ? Value(nullptr) : Value(scan.counts_at)},
          {"counts_for", scan.counts_for.empty() ? Value(nullptr) : Value(scan.counts_for)},
          {"settled_by", scan.settled ? Value(scan.settled->by) : Value(nullptr)},
          {"settled_at", scan.settled ? Value(scan.settled->at) : Value(nullptr)},
          {"reason", scan.settled ? Value(scan.settled->reason) : Value(nullptr)}});
  });
}

}  // namespace opora

namespace opora::registration {

Result<std::vector<Unsettled>> scans_at(Reader& reader, const SessionId& session, std::vector<CheckInId> ids) {
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  TRY(scans, reader.load_all<Unsettled>(ids));
  std::erase_if(scans, [&](const Unsettled& scan) { return scan.check_in.session != session; });
  if (scans.size() < ids.size())
    return refuse(Code::not_found, "UNKNOWN_SCAN",
                  "One of the scans was not set aside at this session's door. `opora scans list` (ListUnsettledScans) "
                  "lists which are.");
  return scans;
}

Result<std::vector<Unsettled>> waiting_scans(Reader& reader, const SessionId& session, int limit) {
  return reader.query(kWaiting, {{"session", session}, {"limit", limit}}).map(scans_of);
}

Result<std::vector<Unsettled>> unsettled_after(Reader& reader, const SessionId& session, Instant after_time,
                                               const std::string& after_id, int limit) {
  if (session.empty())
    return reader
        .query(kOfAllDoors, {{"after_time", after_time}, {"after_id", after_id}, {"limit", limit}})
        .map(scans_of);
  return reader
      .query(kByTime,
             {{"session", session}, {"after_time", after_time}, {"after_id", after_id}, {"limit", limit}})
      .map(scans_of);
}

}  // namespace opora::registration
