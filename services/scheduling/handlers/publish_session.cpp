#include "scheduling/handlers/acts_for.h"
#include "scheduling/handlers/handlers.h"
#include "scheduling/store/places.h"
#include "scheduling/store/rounds.h"
#include "scheduling/store/sessions.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::PublishSessionResponse> publish_session(Transaction& tx, const v1::PublishSessionRequest& request) {
  TRY(session, tx.load<Session>(SessionId{request.session_id()}));
  TRY(round, tx.load<Round>(session.plan.round));
  TRY(site, tx.load<Site>(session.site));
  TRY(last_before_end, last_booking_before(tx, session.plan.room, session.ends_at()));
  TRY(events, publish(session, round, site, acts_for(tx), last_before_end));
  if (!events.empty()) tx.save(fold(std::move(session), events));
  tx.emit(events);
  return v1::PublishSessionResponse();
}

}  // namespace opora::scheduling
