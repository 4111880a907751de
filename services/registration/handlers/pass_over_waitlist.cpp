// Gives a later group free seats that the first of the waitlist is too large for.
#include "registration/domain/pass_over_waitlist.h"

#include "platform/lane/gather.h"
#include "registration/handlers/change_group.h"
#include "registration/handlers/handlers.h"
#include "registration/store/group.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"

namespace opora::registration {

Result<v1::PassOverWaitlistResponse> pass_over_waitlist(Transaction& tx, const v1::PassOverWaitlistRequest& request) {
  const SessionId id{request.session_id()};
  TRY(found, gather(tx, one<Session>(id), one<Group>({request.group_id()}),
                    [&](Reader& reader) { return seats_of(reader, id); }));
  auto& [session, group, seats] = found;
  // Whoever may act at one session reaches no group of another.
  if (group.session != id) return tl::unexpected(nothing_there(Stored<Group>::unknown));
  TRY(front, front_of_waitlist(tx, seats, Group{}, 0));
  PassOverWaitlistFacts facts{std::move(session), std::move(seats), std::move(group), {}};
  if (!front.empty()) facts.head = std::move(front.front());
  Said said = said_in(tx, request);
  TRY(change, decide(facts, said.why, tx.now()));
  TRY_DO(change_group(tx, facts.session, facts.seats, facts.group, std::move(change), std::move(said)));
  return v1::PassOverWaitlistResponse();
}

}  // namespace opora::registration
