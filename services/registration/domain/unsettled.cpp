#include "registration/domain/unsettled.h"

#include <algorithm>
#include <utility>

namespace opora::registration {

Unsettled unsettled(const RecordedScan& recorded, const Scan& scan, bool session_is_known,
                    std::vector<RegionId> regions) {
  const Stands stands = !session_is_known       ? Stands::waits
                        : scan.person.empty() ? Stands::unreadable
                                              : Stands::doubtful;
  return {recorded.check_in, scan.check_in, std::move(regions), stands, scan.uploaded_at};
}

Scan scan_of(const Unsettled& kept) {
  return {kept.sent, kept.check_in.person, kept.check_in.scanned_at, kept.check_in.code, kept.uploaded_at};
}

Unsettled uploaded_again(Unsettled kept, const std::vector<RegionId>& regions) {
  if (kept.regions.empty()) return kept;
  if (regions.empty()) kept.regions.clear();
  for (const RegionId& region : regions)
    if (std::ranges::find(kept.regions, region) == kept.regions.end()) kept.regions.push_back(region);
  return kept;
}

Stands settle(const Unsettled& waiting, const Session& session) {
  const auto& regions = waiting.regions;
  const bool here = regions.empty() || std::ranges::find(regions, session.region) != regions.end();
  if (!here) return Stands::elsewhere;
  return waiting.check_in.person.empty() ? Stands::unreadable : Stands::counts;
}

Flags flags_now(const Unsettled& scan, const Door& door) {
  Flags flags = flags_at(door, scan_of(scan));
  if (scan.stands == Stands::elsewhere) flags.push_back(CheckInFlag::other_region);
  std::ranges::sort(flags);
  return flags;
}

Result<void> check_door(const Session& scanned_at, const std::vector<RegionId>& regions) {
  if (std::ranges::find(regions, scanned_at.region) != regions.end()) return {};
  return refuse(Code::denied, "SCAN_OF_ANOTHER_REGION",
                "The scans were made at a door of another region. Its coordinator, or an administrator, settles them.");
}

Result<void> check_made_at(const SessionId& session, std::span<const CheckInId> ids,
                           std::span<const Unsettled> scans) {
  const bool all_are = scans.size() == ids.size() && std::ranges::all_of(scans, [&](const Unsettled& scan) {
    return scan.check_in.session == session;
  });
  if (all_are) return {};
  return refuse(Code::not_found, "UNKNOWN_SCAN",
                "One of the scans was not set aside at this session's door. `opora scans list` (ListUnsettledScans) "
                "lists which are.");
}

Result<std::vector<Unsettled>> to_discard(const SessionId& session, std::span<const CheckInId> ids,
                                          std::span<const Unsettled> scans) {
  TRY_DO(check_made_at(session, ids, scans));
  std::vector<Unsettled> open;
  for (const Unsettled& scan : scans) {
    if (scan.stands == Stands::counts)
      return refuse(Code::conflict, "SCAN_SETTLED", "One of the scans counts already. Leave it out.");
    if (scan.stands != Stands::discarded) open.push_back(scan);
  }
  return open;
}

Flagged flagged(std::span<const Unsettled> scans, const Door& door, CheckInFlag flag) {
  Flagged all;
  for (const Unsettled& scan : scans) {
    if (scan.stands == Stands::counts || scan.stands == Stands::discarded) continue;
    if (std::ranges::count(told(flags_now(scan, door)), flag) == 0) continue;
    const auto arrival = door.arrivals.find(scan.check_in.person);
    const bool is_known = arrival != door.arrivals.end() && arrival->second.known;
    (is_known ? all.of_somebody : all.of_nobody).push_back(scan);
  }
  return all;
}

Unsettled left(Unsettled scan, Settlement settled) {
  if (!scan.settled) scan.settled = std::move(settled);
  if (scan.stands == Stands::waits) scan.stands = Stands::doubtful;
  return scan;
}

Unsettled counted(Unsettled scan, const SessionId& attended, const PersonId& person,
                  std::optional<Settlement> settled) {
  scan.stands = Stands::counts;
  scan.counts_at = attended;
  scan.counts_for = person;
  scan.settled = std::move(settled);
  return scan;
}

Unsettled discarded(Unsettled scan, Settlement settled) {
  scan.stands = Stands::discarded;
  scan.settled = std::move(settled);
  return scan;
}

}  // namespace opora::registration
