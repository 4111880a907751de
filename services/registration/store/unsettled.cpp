#include "registration/store/unsettled.h"

#include <sstream>

#include "platform/lane/stored_bodies.h"

namespace opora::registration {
namespace {

// The planner finds the index of those that are open by its own words alone, so these numbers are not bound.
constexpr char kOpen[] = "stands NOT IN (2, 6) ";
static_assert(static_cast<int>(Stands::counts) == 2 && static_cast<int>(Stands::discarded) == 6);

constexpr ComposedStatement kWaiting(
    "SELECT ", columns_of<Unsettled>(), " FROM unsettled_scans "
    "WHERE session_id = :session AND stands = :waits AND ", kOpen, "ORDER BY scanned_at, check_in_id LIMIT :limit");
constexpr ComposedStatement kUploadedSince(
    "SELECT 1 FROM unsettled_scans WHERE session_id = :session AND stands = :waits AND ", kOpen,
    "AND COALESCE(uploaded_at, scanned_at) > :since LIMIT 1");
constexpr ComposedStatement kByTime(
    "SELECT ", columns_of<Unsettled>(), " FROM unsettled_scans "
    "WHERE session_id = :session AND ", kOpen, "AND (scanned_at, check_in_id) > (:after_time, :after_id) "
    "ORDER BY scanned_at, check_in_id LIMIT :limit");
constexpr ComposedStatement kAtTheDoor(
    "SELECT ", columns_of<Unsettled>(), " FROM unsettled_scans "
    "WHERE session_id = :session AND ", kOpen, "AND settled_by IS NULL "
    "AND (scanned_at, check_in_id) > (:after_time, :after_id) ORDER BY scanned_at, check_in_id LIMIT :limit");
constexpr ComposedStatement kOfAllDoors(
    "SELECT ", columns_of<Unsettled>(), " FROM unsettled_scans "
    "WHERE ", kOpen, "AND (scanned_at, check_in_id) > (:after_time, :after_id) "
    "ORDER BY scanned_at, check_in_id LIMIT :limit");

constexpr ComposedStatement kDiscarded(
    "SELECT ", columns_of<Unsettled>(), " FROM unsettled_scans "
    "WHERE session_id = :session AND stands = :discarded AND (scanned_at, check_in_id) > (:after_time, :after_id) "
    "ORDER BY scanned_at, check_in_id LIMIT :limit");

}  // namespace

std::string to_column(const std::vector<RegionId>& regions) {
  std::string text;
  for (const RegionId& region : regions) text += (text.empty() ? "" : " ") + region.value;
  return text;
}

std::vector<RegionId> from_column(Type<std::vector<RegionId>>, const std::string& column) {
  std::vector<RegionId> regions;
  std::istringstream words(column);
  for (std::string word; words >> word;) regions.push_back({word});
  return regions;
}

Result<std::vector<Unsettled>> waiting_scans(Reader& reader, const SessionId& session, int limit) {
  return reader.query(kWaiting, {{"session", session}, {"waits", Stands::waits}, {"limit", limit}})
      .map(values_of<Unsettled>);
}

Result<bool> any_waits_since(Reader& reader, const SessionId& session, Instant since) {
  return reader.query(kUploadedSince, {{"session", session}, {"waits", Stands::waits}, {"since", since}})
      .map([](const Rows& found) { return !found.empty(); });
}

PageCursor cursor_of(const Unsettled& scan) { return {scan.check_in.scanned_at.us, scan.check_in.id.value}; }

Result<std::vector<Unsettled>> unsettled_after(Reader& reader, const SessionId& session, const PageCursor& after,
                                               int limit, ListedFor whom) {
  if (session.empty())
    return reader
        .query(kOfAllDoors, {{"after_time", after.number}, {"after_id", after.id}, {"limit", limit}})
        .map(values_of<Unsettled>);
  const auto at_door = [&](const Statement& statement) {
    return reader
        .query(statement,
               {{"session", session}, {"after_time", after.number}, {"after_id", after.id}, {"limit", limit}})
        .map(values_of<Unsettled>);
  };
  return whom == ListedFor::the_door ? at_door(kAtTheDoor) : at_door(kByTime);
}

Result<std::vector<CheckIn>> discarded_after(Reader& reader, const SessionId& session, const PageCursor& after,
                                             int limit) {
  TRY(scans, reader
                 .query(kDiscarded, {{"session", session},
                                     {"discarded", Stands::discarded},
                                     {"after_time", after.number},
                                     {"after_id", after.id},
                                     {"limit", limit}})
                 .map(values_of<Unsettled>));
  std::vector<CheckIn> made;
  for (Unsettled& scan : scans) made.push_back(std::move(scan.check_in));
  return made;
}

}  // namespace opora::registration

OPORA_STORED(opora::registration::Unsettled);
