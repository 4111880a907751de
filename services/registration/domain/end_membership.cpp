#include "registration/domain/end_membership.h"

#include <algorithm>

namespace opora::registration {
namespace {

const Membership* membership_in(const Career& career, const EndMembership& command) {
  const auto found = std::ranges::find_if(career.memberships, [&](const Membership& each) {
    return each.organisation == command.organisation && each.from_date == command.from_date;
  });
  return found == career.memberships.end() ? nullptr : &*found;
}

Result<void> check_dates(const Career& career, const Membership& present, const Membership& wanted) {
  if (!wanted.until_date.empty() && wanted.until_date < wanted.from_date)
    return refuse(Code::invalid, "DATES_REVERSED", "The last day lies before the first. Correct the dates.");
  for (const Membership& other : career.memberships)
    if (&other != &present && overlap(other, wanted))
      return refuse(Code::conflict, "MEMBERSHIPS_OVERLAP",
                    "The person came back later, and until that day would reach into their time there since. Choose an "
                    "earlier day.");
  return {};
}

}  // namespace

Result<EndedMembership> decide(const EndMembershipFacts& facts, const EndMembership& command) {
  const Membership* present = facts.person && facts.career ? membership_in(*facts.career, command) : nullptr;
  if (present == nullptr)
    return refuse(Code::not_found, "UNKNOWN_MEMBERSHIP",
                  "The person is not on this organisation's roster from that day on. Look at the roster.");
  EndedMembership ended{{}, present->until_date, *facts.person, *facts.career};
  if (present->until_date == command.until_date) return ended;
  Membership wanted = *present;
  wanted.until_date = command.until_date;
  TRY_DO(check_dates(*facts.career, *present, wanted));
  TRY_DO(check_seen(*facts.person, command.reason.seen_revision));
  ++ended.person.corrections;
  ended.events.push_back(RosterMemberChanged{command.organisation, command.person, command.from_date,
                                             command.until_date, command.reason.by()});
  ended.career = fold(std::move(ended.career), ended.events);
  return ended;
}

}  // namespace opora::registration
