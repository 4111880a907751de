#include "registration/domain/unsettled.h"

#include <algorithm>

#include "platform/testing/failpoint.h"

namespace opora::registration {

Unsettled unsettled(const Admission& admission, const Scan& scan, bool session_is_known,
                    std::vector<RegionId> regions) {
  const Stands stands = session_is_known ? Stands::unreadable : Stands::waits;
  return {admission.check_in, scan.check_in, std::move(regions), stands};
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
  if (!here && !PLANTED("scan_from_another_region_counts")) return Stands::elsewhere;
  return waiting.check_in.person.empty() ? Stands::unreadable : Stands::counts;
}

Flags flags_now(const Unsettled& scan, const std::optional<Session>& session) {
  Flags flags = scan.check_in.flags;
  if (session) {
    std::erase(flags, CheckInFlag::unknown_session);
    std::erase(flags, CheckInFlag::outside_session);
    if (is_outside(*session, scan.check_in.scanned_at)) flags.push_back(CheckInFlag::outside_session);
  }
  if (scan.stands == Stands::elsewhere) flags.push_back(CheckInFlag::other_region);
  std::ranges::sort(flags);
  return flags;
}

}  // namespace opora::registration
