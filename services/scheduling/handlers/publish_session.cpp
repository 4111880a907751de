#include "scheduling/domain/publish_session.h"

#include "platform/lane/gather.h"
#include "scheduling/handlers/acts_for.h"
#include "scheduling/handlers/handlers.h"
#include "scheduling/store/places.h"
#include "scheduling/store/rounds.h"
#include "scheduling/store/sessions.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::PublishSessionResponse> publish_session(Transaction& tx, const v1::PublishSessionRequest& request) {
  TRY(session, tx.load<Session>(SessionId{request.session_id()}));
  TRY(found, gather(tx, one<Round>(session.plan.round), one<Site>(session.site),
                    [&](Reader& reader) { return last_booking_before_end(reader, session); }));
  auto& [round, site, last_before_end] = found;
  TRY(events, decide({std::move(round), std::move(site), last_before_end}, session, acts_for(tx)));
  if (!events.empty()) tx.save(fold(std::move(session), events));
  tx.emit(events);
  return v1::PublishSessionResponse();
}

}  // namespace opora::scheduling
