#include "scheduling/domain/move_session.h"

#include "platform/lane/gather.h"
#include "scheduling/handlers/acts_for.h"
#include "scheduling/handlers/correct.h"
#include "scheduling/handlers/handlers.h"
#include "scheduling/store/location.h"
#include "scheduling/store/places.h"
#include "scheduling/store/rounds.h"
#include "scheduling/store/sessions.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::MoveSessionResponse> move_session(Transaction& tx, const v1::MoveSessionRequest& request) {
  const MoveSession command = from_proto(request);
  TRY(known, gather(tx, one<Session>({request.session_id()}),
                    [&](Reader& reader) { return room_and_site(reader, command.room); }));
  auto& [session, place] = known;
  TRY(held, gather(tx, one<Round>(session.plan.round), one<Site>(session.site)));
  auto& [round, site] = held;
  const MoveSessionFacts facts{std::move(session), std::move(round), std::move(site), std::move(place.first),
                               std::move(place.second)};
  TRY(after, moved(facts, command, acts_for(tx)));
  // Which sessions are near it, only its new times tell.
  TRY(last_before_end, last_booking_before_end(tx, after));
  TRY(corrected, decide(facts, after, last_before_end, command.reason));
  keep(tx, std::move(corrected), CorrectionKind::moved, command.reason);
  return v1::MoveSessionResponse();
}

}  // namespace opora::scheduling
