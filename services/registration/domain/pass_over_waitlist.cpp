#include "registration/domain/pass_over_waitlist.h"

#include <utility>

#include "registration/domain/group_change.h"

namespace opora::registration {

Result<Events> decide(const PassOverWaitlistFacts& facts, const Why& why, Instant now) {
  const auto& [session, seats, group, head] = facts;
  if (group.status == GroupStatus::cancelled) return group_cancelled();
  if (group.status == GroupStatus::confirmed) return Events{};
  TRY_DO(check_may_add(session, seats, why.by, now));
  const int free_count = seats.free(session);
  if (head && head->head_count <= free_count)
    return refuse(Code::conflict, "HEAD_FITS",
                  "The first group of the waitlist fits into the free seats, and gets them by itself. Look again in a "
                  "moment.");
  if (group.head_count > free_count)
    return no_seats_free("Wait until more become free, or lower the group's head count.");
  GroupConfirmed confirmed{group.id,         group.session,       group.organisation,
                           group.head_count, /*promoted=*/true, group.arrival};
  confirmed.passed_over_waitlist = true;
  confirmed.why = why;
  confirmed.change = group.change_count + 1;
  return Events{std::move(confirmed)};
}

}  // namespace opora::registration
