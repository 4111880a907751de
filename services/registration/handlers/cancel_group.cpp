// Cancels a group, and confirms those of the waitlist who now fit, in the same commit; of very many the first ones, and
// a timer goes on.
#include "registration/domain/cancel_group.h"

#include <algorithm>
#include <optional>

#include "platform/lane/gather.h"
#include "registration/handlers/change_group.h"
#include "registration/handlers/handlers.h"
#include "registration/store/attendance_correction.h"
#include "registration/store/group.h"
#include "registration/store/same_people.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"

namespace opora::registration {
namespace {

int counted_of(const std::optional<CountsOfSession>& counts, const OrganisationId& organisation) {
  if (!counts) return 0;
  const auto found = std::ranges::find(counts->counts, organisation, &UnnamedCount::organisation);
  return found == counts->counts.end() ? 0 : found->person_count;
}

}  // namespace

Result<v1::CancelGroupResponse> cancel_group(Transaction& tx, const v1::CancelGroupRequest& request) {
  TRY(group, tx.load<Group>({request.group_id()}));
  if (group.status == GroupStatus::cancelled) return v1::CancelGroupResponse();
  TRY(found, gather(tx, one<Session>(group.session), [&](Reader& reader) { return seats_of(reader, group.session); },
                    maybe<CountsOfSession>(group.session),
                    [&](Reader& reader) { return has_member_come(reader, group); }));
  const auto& [session, seats, counts, has_come] = found;
  Said said = said_in(tx, request);
  const CancelGroupFacts facts{session, group, has_come, counted_of(counts, group.organisation)};
  TRY(change, decide(facts, CancelGroup{request.late_entry(), said.why}, tx.now()));
  TRY(changed, change_group(tx, session, seats, group, std::move(change), std::move(said)));
  v1::CancelGroupResponse response;
  response.set_promoted_count(changed.promoted_count);
  return response;
}

}  // namespace opora::registration
