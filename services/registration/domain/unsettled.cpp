#include "registration/domain/unsettled.h"

#include <algorithm>
#include <utility>

namespace opora::registration {
namespace {

Result<void> check_unsettled(const Unsettled& scan, const ConfirmScans& command) {
  if (scan.stands == Stands::discarded)
    return refuse(Code::conflict, "SCAN_DISCARDED",
                  "One of the scans was discarded, which is not taken back. Enter the person's attendance anew.");
  if (scan.stands == Stands::counts)
    return refuse(Code::conflict, "SCAN_SETTLED",
                  "One of the scans counts already, at another session or for somebody else. Leave it out.");
  const bool is_code = scan.check_in.person.empty();
  if (is_code && command.person.empty())
    return refuse(Code::invalid, "NOT_A_PERSON",
                  "One of the scans is of a code that is nobody's id. Confirm it by itself, and say who it was.");
  if (!is_code && !command.person.empty())
    return refuse(Code::invalid, "SCAN_NAMES_SOMEBODY",
                  "The scan says who it was of. Only a code that is nobody's id is given somebody else's.");
  return {};
}

PersonId person_of(const Unsettled& scan, const ConfirmScans& command) {
  return command.person.empty() ? scan.check_in.person : command.person;
}

// Confirmed before, in the same words. One that counted by itself in an older build says only where it was made.
bool is_confirmed_so(const Unsettled& scan, const ConfirmScans& command) {
  const SessionId& at = scan.counts_at.empty() ? scan.check_in.session : scan.counts_at;
  const PersonId& whom = scan.counts_for.empty() ? scan.check_in.person : scan.counts_for;
  return scan.stands == Stands::counts && at == command.attended && whom == person_of(scan, command);
}

}  // namespace

Unsettled unsettled(const Admission& admission, const Scan& scan, bool session_is_known,
                    std::vector<RegionId> regions) {
  const Stands stands = !session_is_known       ? Stands::waits
                        : scan.person.empty() ? Stands::unreadable
                                              : Stands::doubtful;
  return {admission.check_in, scan.check_in, std::move(regions), stands, scan.uploaded_at};
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

Result<void> check_begun(const Session& attended, Instant now) {
  if (now >= attended.doors_open_at()) return {};
  return refuse(Code::conflict, "SESSION_NOT_BEGUN",
                "Nobody can have come to this session yet. If people came to another one, confirm the scans at that, "
                "and name this one as the door where they were made (`--scanned-at`, scanned_session_id); else wait "
                "until its doors open.");
}

Result<std::vector<Unsettled>> to_confirm(std::span<const Unsettled> scans, const ConfirmScans& command) {
  if (!command.person.empty() && scans.size() > 1)
    return refuse(Code::invalid, "NOT_A_PERSON", "Say of one code at a time who it was.");
  std::vector<Unsettled> open;
  for (const Unsettled& scan : scans) {
    if (is_confirmed_so(scan, command)) continue;
    TRY_DO(check_unsettled(scan, command));
    open.push_back(scan);
  }
  return open;
}

Result<std::vector<Unsettled>> to_discard(std::span<const Unsettled> scans) {
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
    const auto guest = door.guests.find(scan.check_in.person);
    const bool is_known = guest != door.guests.end() && guest->second.known;
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
